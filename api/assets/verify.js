// Lets a badge file be dropped anywhere on the box around the file field. Without this script the field itself works.

const box = document.getElementById('drop');
const field = box.querySelector('input[type="file"]');
box.classList.add('ready');

for (const name of ['dragenter', 'dragover'])
  box.addEventListener(name, (event) => {
    event.preventDefault();
    box.classList.add('over');
  });
for (const name of ['dragleave', 'drop']) box.addEventListener(name, () => box.classList.remove('over'));
box.addEventListener('drop', (event) => {
  const { files } = event.dataTransfer;
  if (files.length === 0) return;
  event.preventDefault();
  field.files = files;
});
