/**
 * A scatter plot as SVG: plain elements and attributes, no styles and no scripts, so that pages of any policy show it.
 * @module
 */
import { type PlacedMarker, type ScatterLayout } from './scatter-layout.js';
import { type Marker } from './palette.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text as XML takes it; characters that it forbids are the replacement character. */
const escape = (text: string): string =>
  text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd').replace(/[&<>"]/g, (c) => ENTITIES[c]!);
/** A hundredth of a pixel is enough. */
const short = (v: number): string => String(Math.round(100 * v) / 100 + 0);
const hex = ({ colour }: Marker): string => `#${colour.map((c) => c.toString(16).padStart(2, '0')).join('')}`;

function shapeOf({ x, y }: PlacedMarker, { shape }: Marker, r: number): string {
  if (shape === 'disc') return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(r)}"/>`;
  if (shape === 'square') return `<rect x="${short(x - r)}" y="${short(y - r)}" width="${short(2 * r)}" height="${short(2 * r)}"/>`;
  return `<path d="M${short(x)} ${short(y - r)}L${short(x + r)} ${short(y + r)}H${short(x - r)}Z"/>`;
}

/** Writes it. Points of one class stand in one group. */
export function scatterToSvg(layout: ScatterLayout): string {
  const { width, height, radius, markers, lines, points, legend, texts } = layout;
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    '<g fill="#808080">',
    ...lines.map((l) => `<rect x="${l.x}" y="${l.y}" width="${l.width}" height="${l.height}"/>`),
    '</g>',
  ];
  markers.forEach((marker, kind) => {
    out.push(`<g fill="${hex(marker)}">`);
    for (const point of points) if (point.kind === kind) out.push(shapeOf(point, marker, radius));
    for (const point of legend) if (point.kind === kind) out.push(shapeOf(point, marker, radius));
    out.push('</g>');
  });
  out.push('<g fill="#202020" font-family="sans-serif" font-size="12">');
  for (const { text, x, y, align } of texts) {
    out.push(`<text x="${x}" y="${y + 4}" text-anchor="${align}">${escape(text)}</text>`); // + 4: from the middle to the base line
  }
  return [...out, '</g>', '</svg>', ''].join('\n');
}
