import { createRequire } from 'node:module';
import type * as ECharts from 'echarts';

/** Read when the first chart is drawn: hundreds of modules that no start has to wait for. Here as one file, at once. */
const loadCharts = (): typeof ECharts => createRequire(import.meta.url)('echarts');

/** Colours of a page by the names its style sheet gives them, and what stands for them while drawing. */
const inks = {
  ink: '#010101',
  quiet: '#020202',
  line: '#030303',
  accent: '#040404',
  tint: '#050505',
  paper: '#060606',
} as const;
export type Ink = keyof typeof inks;

export interface BarSeries {
  readonly name: string;
  /** By label; null draws nothing. */
  readonly values: readonly (number | null)[];
  readonly ink: Ink;
  /** An outline instead of a filled bar: what is still missing. */
  readonly outlined?: boolean;
  /** Series of one stack lie end to end. */
  readonly stack?: string;
}

export interface Bars {
  readonly labels: readonly string[];
  readonly series: readonly BarSeries[];
  readonly max: number;
}

const width = 480;
const rowHeight = 46;
const fontSize = 15;

/** Room for the longest label: a Chinese character is as wide as the type is high, a Latin one about half. */
function labelRoom(labels: readonly string[]): number {
  const widthOf = (text: string) =>
    [...text].reduce((sum, one) => sum + (one.charCodeAt(0) > 0x2e80 ? 1 : 0.56), 0);
  return Math.min(190, Math.ceil(Math.max(4, ...labels.map(widthOf)) * fontSize) + 14);
}

function seriesOf({ name, values, ink, outlined, stack }: BarSeries) {
  const color = inks[ink];
  return {
    type: 'bar' as const,
    name,
    data: values.map((value) => value ?? '-'),
    barMaxWidth: 22,
    ...(stack && { stack }),
    itemStyle: outlined
      ? { color: inks.paper, borderColor: color, borderWidth: 1.5, borderType: 'dashed' as const }
      : { color },
  };
}

/** Styles as attributes and the page's own colours: nothing a strict policy for styles would refuse. */
function forPages(svg: string): string {
  const attributes = (style: string) =>
    style
      .split(';')
      .filter((one) => one.includes(':'))
      .map((one) => one.split(':', 2).map((part) => part.trim()))
      .filter(([name]) => name !== 'font-family')
      .map(([name, value]) => `${name}="${value}"`)
      .join(' ');
  const plain = svg
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => ` ${attributes(style)}`)
    .replace(/^<svg width="\d+" height="\d+"/, '<svg aria-hidden="true" focusable="false"');
  return Object.entries(inks).reduce((text, [name, code]) => text.replaceAll(code, `var(--${name})`), plain);
}

/** The page's colours on white, for a picture that stands alone. */
const onPaper: Record<Ink, string> = {
  ink: '#1d2125',
  quiet: '#59626b',
  line: '#dcd9cf',
  accent: '#0b5d66',
  tint: '#e7f0ef',
  paper: '#ffffff',
};

/** The drawing with colours of its own, for a picture to send: nothing in it depends on a page. */
function forPaper(svg: string): string {
  const plain = svg.replaceAll(/<style[\s\S]*?<\/style>/g, '').replaceAll('font-family:sans-serif;', '');
  const coloured = Object.entries(inks).reduce(
    (text, [name, code]) => text.replaceAll(code, onPaper[name as Ink]),
    plain,
  );
  return coloured.replace(/(<rect [^>]*) fill="none">/, '$1 fill="#ffffff">');
}

/**
 * Horizontal bars as an SVG for a page: hidden from screen readers, which read the table behind it.
 * @see https://echarts.apache.org/handbook/en/how-to/cross-platform/server
 */
export function drawBars(bars: Bars): string {
  return forPages(draw(bars));
}

/** The same for a picture of its own, such as a PNG sent to a chat. */
export function drawBarsOnPaper(bars: Bars): string {
  return forPaper(draw(bars));
}

function draw({ labels, series, max }: Bars): string {
  const height = labels.length * rowHeight + 76;
  const chart = loadCharts().init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    const text = { color: inks.ink, fontSize };
    chart.setOption({
      animation: false,
      legend: { top: 0, left: 0, textStyle: text, selectedMode: false, data: series.map((one) => one.name) },
      grid: { left: labelRoom(labels), right: 24, top: 40, bottom: 32 },
      xAxis: {
        type: 'value',
        min: 0,
        max,
        interval: 1,
        axisLabel: { color: inks.quiet, fontSize },
        splitLine: { lineStyle: { color: inks.line } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: [...labels],
        axisLabel: { ...text, width: labelRoom(labels) - 12, overflow: 'break' },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: inks.quiet } },
      },
      series: series.map(seriesOf),
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
