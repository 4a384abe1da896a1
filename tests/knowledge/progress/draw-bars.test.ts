import { describe, expect, it } from 'vitest';
import { renderPng } from '../../../badges/image/render-png.ts';
import { drawBars, drawBarsOnPaper } from '../../../knowledge/progress/draw-bars.ts';

const bars = {
  labels: ['AI素養', '<b>&"服務驗收'],
  max: 5,
  series: [
    { name: '已證明', values: [2, null], ink: 'accent', stack: 'a' },
    { name: '差距', values: [1, 3], ink: 'quiet', outlined: true, stack: 'a' },
  ],
} as const;

/** Widths of the bars in the order drawn, in units of the axis: the second computation of what was drawn. */
function barsIn(svg: string): number[] {
  const ticks = [...svg.matchAll(/<path d="M([\d.]+) 40L\1 /g)].map((match) => Number(match[1]));
  const unit = (Math.max(...ticks) - Math.min(...ticks)) / 5;
  return [...svg.matchAll(/<path d="M[\d.]+ [\d.]+l([\d.]+) 0l0 [\d.]+l-\1 0Z"[^>]*fill="var/g)].map(
    (match) => Math.round((Number(match[1]) / unit) * 10) / 10,
  );
}

describe('bars', () => {
  it('are as long as their numbers', () => {
    expect(barsIn(drawBars(bars)).filter((width) => width > 0)).toEqual([2, 1, 3]);
  });

  it('carry no style, script or class a strict page policy would refuse, and escape names', () => {
    const svg = drawBars(bars);
    expect(svg).not.toMatch(/ style=|<style|<script|class=| on\w+=|https?:\/\/(?!www\.w3\.org)/);
    expect(svg).not.toContain('<b>');
    expect(svg).toContain('var(--accent)');
    expect(svg).toContain('aria-hidden="true"');
  });

  it('become a picture whose Chinese is drawn', async () => {
    const svg = drawBarsOnPaper(bars);
    expect(svg).not.toContain('var(');
    const png = await renderPng(svg, 640);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const blank = await renderPng(svg.replaceAll(/[\u4e00-\u9fff]/g, ''), 640);
    expect(png.equals(blank)).toBe(false);
  });
});
