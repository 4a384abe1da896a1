import { renderSVG } from 'uqr';

/** A QR code of an address as an SVG, with the quiet zone scanners need. */
export function drawQrCode(address: string): string {
  return renderSVG(address, { ecc: 'M', border: 4 });
}
