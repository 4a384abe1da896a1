/** Node 20 lacks these; the PDF reader draws on them. They hand a buffer's bytes over to a new one. */
function transfer(this: ArrayBuffer, length: number = this.byteLength): ArrayBuffer {
  if (length === this.byteLength) return structuredClone(this, { transfer: [this] });
  const copy = new ArrayBuffer(length);
  new Uint8Array(copy).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
  structuredClone(this, { transfer: [this] });
  return copy;
}

/** Called in the reading thread alone. */
export function fillArrayBuffer(): void {
  for (const name of ['transfer', 'transferToFixedLength'] as const)
    if (!(name in ArrayBuffer.prototype))
      Object.defineProperty(ArrayBuffer.prototype, name, {
        value: transfer,
        writable: true,
        configurable: true,
      });
}
