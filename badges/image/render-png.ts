import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { renderAsync } from '@resvg/resvg-js';

const require = createRequire(import.meta.url);

/** Files of a package that brings every Chinese character used in Taiwan; no font of the machine is needed. */
function fontFiles(): string[] {
  const folder = join(dirname(require.resolve('@embedpdf/fonts-tc')), '..', 'fonts');
  return ['NotoSansHant-Regular.otf', 'NotoSansHant-Bold.otf'].map((file) => join(folder, file));
}

/** A PNG of an SVG of ours, drawn off the main thread. @param width in pixels */
export async function renderPng(svg: string, width = 800): Promise<Buffer> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: 'Noto Sans Hant' },
  });
  return Buffer.from(image.asPng());
}
