import { renderPng } from '../../../badges/image/render-png.ts';

/** The mark of the site, on a field of 32. */
const mark =
  '<path d="M9 7v18M9 9.5h10.5a4.5 4.5 0 0 1 0 9H9" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/><circle cx="23" cy="24" r="2.2" fill="#fff"/>';

function drawing(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${content}</svg>`;
}

/** 192 × 192: the mark within the middle that Teams shows, on a field that fills the square. */
export function drawColorIcon(): Promise<Buffer> {
  const middle = `<g transform="translate(3.2 3.2) scale(0.8)">${mark}</g>`;
  return renderPng(drawing(`<rect width="32" height="32" fill="#0b5d66"/>${middle}`), 192);
}

/** 32 × 32: the mark alone, white on nothing. */
export function drawOutlineIcon(): Promise<Buffer> {
  return renderPng(drawing(mark), 32);
}
