// Small helpers to build elements; text always goes in as text, never as markup.
const byId = (id) => document.getElementById(id);

// Marks of direction in a report's sentence would turn it round; they stay in the data and in what is exported.
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const undirected = (child) => (typeof child === 'string' ? child.replace(DIRECTIONS, '') : child);

function el(tag, props, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== '').map(undirected));
  return made;
}

// A drawing made of SVG elements with presentation attributes (the policy forbids style attributes).
function svg(tag, props, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(props || {})) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// A name in the language it is written in, kept apart from what stands around it.
function named(text, tag = 'bdi') {
  return el(tag, { lang: /[\u2e80-\u9fff]/.test(text) ? 'zh-Hans' : 'en', dir: 'auto' }, text);
}

function say(text) {
  byId('said').textContent = text;
}

const placesWord = (number) => t(number === 1 ? 'places_1' : 'places_n', number);

function nodeShape(kind, candidate, size = 16) {
  const { shape, colour } = STYLES.kinds[kind];
  const paint = candidate ? { fill: 'none', stroke: colour, 'stroke-width': 2 } : { fill: colour };
  const points = OUTLINES[shape];
  const mark = points
    ? svg('polygon', { points: points.map(([x, y]) => `${8 + 6 * x},${8 + 6 * y}`).join(' '), ...paint })
    : svg('circle', { cx: 8, cy: 8, r: 5.5, ...paint });
  return svg('svg', { viewBox: '0 0 16 16', width: size, height: size, 'aria-hidden': 'true' }, mark);
}

function lineSample(style) {
  const line = svg('line', {
    x1: 1, x2: 35, y1: 6, y2: 6, stroke: style.colour, 'stroke-width': style.width + 0.6, 'stroke-dasharray': style.dashes.join(' '),
  });
  return svg('svg', { viewBox: '0 0 36 12', width: 36, height: 12, 'aria-hidden': 'true' }, line);
}
