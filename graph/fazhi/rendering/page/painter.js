// Labels, highlights and shapes, in pixels of the screen, over what vis-network has drawn.
const FONT = '"Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",system-ui,sans-serif';
const INK = {};
const LABEL = {
  place: { size: 15, weight: '600', width: 150, lines: 1 },
  practice: { size: 12.5, weight: '400', width: 102, lines: 2 },
  institution: { size: 12, weight: '400', width: 102, lines: 2 },
  law: { size: 12, weight: '400', width: 102, lines: 2 },
  places: { size: 14, weight: '600', width: 150, lines: 1 },
  practices: { size: 14, weight: '600', width: 150, lines: 1 },
};
const wrapped = new Map();
const ruler = document.createElement('canvas').getContext('2d');

function readInk() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ['ground', 'ink', 'muted', 'accent']) INK[name] = style.getPropertyValue('--' + name).trim();
  wrapped.clear();
}

const widthOf = (text, font) => {
  ruler.font = font;
  return ruler.measureText(text).width;
};

// Break a name into at most `lines` even lines of `width` pixels; the rest becomes an ellipsis.
function wrap(text, font, width, lines) {
  const key = font + width + lines + text;
  if (wrapped.has(key)) return wrapped.get(key);
  const whole = widthOf(text, font);
  // A little more than an even share, so that the last line is never the longest.
  const target = whole <= width ? width : Math.min(width, Math.max(whole / Math.ceil(whole / width) + 14, width * 0.55));
  const pieces = text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) || [''];
  const rows = [''];
  for (const piece of pieces) {
    const row = rows.length - 1;
    // A line begins with no closing mark: it hangs on the line before.
    const fits = !rows[row] || /^[、，。；：！？）〉》」』”’…]/.test(piece) || widthOf((rows[row] + piece).trim(), font) <= target;
    if (fits) rows[row] += piece;
    else rows.push(piece);
  }
  let kept = rows.slice(0, lines).map((row) => row.trim());
  if (rows.length > lines) kept[lines - 1] = rows.slice(lines - 1).join('').trim();
  kept = kept.map((row) => cutTo(row, font, width + 14));
  wrapped.set(key, kept);
  return kept;
}

function cutTo(text, font, width) {
  if (widthOf(text, font) <= width) return text;
  const letters = [...text.slice(0, 200)];
  while (letters.length > 1 && widthOf(letters.join('') + '…', font) > width) letters.pop();
  return letters.join('') + '…';
}

// Where labels go: each below its node or above it, none over another or over a node; only the names
// of places, which no view can do without, and of a few lit nodes may cover a node.
// `items` are {node, x, y, r, lit, bold} in order of importance; far out, only what is shared has a label.
function placeLabels(items, zoom, limit = 500) {
  const [marks, names] = [new Boxes(), new Boxes()];
  for (const { node, x, y, r } of items) marks.add({ left: x - r, right: x + r, top: y - r, bottom: y + r, of: node });
  const labels = [];
  for (const item of items) {
    if (labels.length >= limit) break;
    const { kind } = NODES[item.node];
    if (zoom < 0.45 && !item.side && NODES[item.node].shared < 2 && kind !== 'place' && !item.lit) continue;
    const look = item.side && !isGroup(item.node) ? LABEL.practice : LABEL[kind];
    // Latin letters are narrower and read well a little smaller.
    const size = (look.size - (language === 'en' ? 1 : 0)) * Math.min(1.3, Math.max(0.92, zoom));
    const font = `${look.weight} ${size}px ${FONT}`;
    const width = item.side ? Math.max(60, (seen.room[item.side === 'left' ? 0 : 1] - 60) * zoom) : look.width * (size / look.size);
    // Where two lines find no room, one may.
    for (const lines of item.side || look.lines === 1 ? [1] : [look.lines, 1]) {
      const rows = wrap(labelOf(item.node, font, width), font, width, lines);
      const half = Math.max(...rows.map((row) => widthOf(row, font))) / 2 + 2;
      const height = rows.length * size * 1.22;
      const spot = seatsFor(item, half, height).find((box) => !names.meets(box) && (look === LABEL.place || item.bold || !marks.meets(box)));
      if (!spot) continue;
      names.add(spot);
      labels.push({ ...spot, rows, font, size });
      break;
    }
  }
  return labels;
}

// A group says how much stands behind it, however short its name must be cut.
function labelOf(node, font, width) {
  const name = nameOf(NODES[node]);
  if (!isGroup(node)) return name;
  const number = ` · ${NODES[node].inside || NODES[node].members.length}`;
  return cutTo(name, font, width - widthOf(number, font)) + number;
}

// Below or above the mark, or beside it where the drawing is in columns.
function seatsFor({ node, x, y, r, side, small }, half, height) {
  const box = (middle, top) => ({ left: middle - half, right: middle + half, top, bottom: top + height, x: middle, of: node });
  if (side) return [box(x + (side === 'left' ? -1 : 1) * (r + 5 + half), y - height / 2)];
  return small ? [box(x, y + r + 3)] : [box(x, y + r + 3), box(x, y - r - 3 - height)];
}

// Rectangles in a coarse grid, so that a meeting is found without looking at all of them.
class Boxes {
  constructor() { this.cells = new Map(); }

  * around(box) {
    for (let x = Math.floor(box.left / 96); x <= Math.floor(box.right / 96); x += 1) {
      for (let y = Math.floor(box.top / 48); y <= Math.floor(box.bottom / 48); y += 1) yield x * 100003 + y;
    }
  }

  add(box) {
    for (const cell of this.around(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  meets(box) {
    for (const cell of this.around(box)) {
      for (const other of this.cells.get(cell) || []) {
        if (other.of !== box.of && other.left < box.right && box.left < other.right
          && other.top < box.bottom && box.top < other.bottom) return true;
      }
    }
    return false;
  }
}

function paintLabel(ctx, label, colour, halo) {
  ctx.font = label.font;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = halo;
  ctx.fillStyle = colour;
  label.rows.forEach((row, index) => {
    const y = label.top + index * label.size * 1.22 + 1;
    ctx.strokeText(row, label.x, y);
    ctx.fillText(row, label.x, y);
  });
}

// The outline of a node, as points around (0, 0) with radius 1; null for a circle.
const OUTLINES = {
  dot: null,
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  triangle: [[0, -1.1], [1, 0.75], [-1, 0.75]],
  hexagon: [0, 1, 2, 3, 4, 5].map((n) => [Math.cos((n * Math.PI) / 3), Math.sin((n * Math.PI) / 3)]),
};

function paintNode(ctx, node, x, y, r, ring) {
  const look = lookOf(node);
  const outline = OUTLINES[STYLES.kinds[NODES[node].kind].shape];
  const trace = (radius) => {
    ctx.beginPath();
    if (!outline) ctx.arc(x, y, radius, 0, 2 * Math.PI);
    else outline.forEach(([a, b], index) => ctx[index ? 'lineTo' : 'moveTo'](x + a * radius, y + b * radius));
    ctx.closePath();
  };
  ctx.setLineDash([]);
  if (ring) {
    trace(r + 5);
    ctx.strokeStyle = INK.accent;
    ctx.lineWidth = 2.5;
    ctx.stroke();
  }
  trace(r);
  ctx.fillStyle = look.fill;
  ctx.fill();
  ctx.strokeStyle = look.border;
  ctx.lineWidth = look.width;
  ctx.stroke();
}

// A discovered practice is a ring, not a disc: it is no entry of the vocabulary yet.
function lookOf(node) {
  const colour = STYLES.kinds[NODES[node].kind].colour;
  return NODES[node].candidate ? { fill: INK.ground, border: colour, width: 2 } : { fill: colour, border: INK.ground, width: 1.5 };
}

const styleOf = (edge) => edge.look || STYLES.statuses[edge.status] || STYLES.relations[edge.kind];

// Above this number of lines no eye tells dashes apart and no processor draws them in time: all are
// thin and whole then.
const MANY_LINES = 3000;

// One path for each style of line; `where` gives the point of a node.
function pathsOf(edges, where) {
  const made = new Map();
  for (const edge of edges) {
    const style = styleOf(EDGES[edge]);
    if (!made.has(style)) made.set(style, new Path2D());
    const [from, to, bend] = lineBetween(edge, where);
    made.get(style).moveTo(from.x, from.y);
    if (bend) made.get(style).quadraticCurveTo(bend.x, bend.y, to.x, to.y);
    else made.get(style).lineTo(to.x, to.y);
  }
  return made;
}

// One stroke for each style; `scale` is what the context already magnifies by.
function strokePaths(ctx, strokes, scale, width, many) {
  for (const [style, path] of strokes) {
    ctx.setLineDash(many ? [] : style.dashes.map((dash) => (dash * Math.max(0.6, Math.min(scale, 1))) / scale));
    ctx.strokeStyle = style.colour;
    ctx.lineWidth = (many ? 0.4 : style.width * width) / scale;
    ctx.globalAlpha = many ? 0.4 : style.alpha || 1;
    ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}
