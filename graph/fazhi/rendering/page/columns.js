// Drawings in rows and columns, with names beside the marks: two places side by side, groups against
// groups, bodies and laws around a practice. A layout gives `spots` (where each node stands and on which
// side its name), `captions`, and `room` for the names at both sides.
const ROW = 26;
const COLUMN = 204;

// Fill columns from the middle outwards; `way` is -1 to the left, 1 to the right.
function block(spots, nodes, { x, rows, way, top = null, row = ROW, side = way < 0 ? 'left' : 'right', column = COLUMN }) {
  const height = Math.min(rows, nodes.length) * row;
  nodes.forEach((node, n) => {
    const y = (top === null ? -height / 2 : top) + (n % rows) * row + row / 2;
    spots.set(node, { x: Math.round(x + way * Math.floor(n / rows) * column), y: Math.round(y), side });
  });
}

// The number of rows that makes the drawing as large as the window allows: `wide` and `high` give its
// size for a number of rows.
function bestRows(wide, high) {
  const [width, height] = [canvas.clientWidth || 800, (canvas.clientHeight || 700) - 120];
  let [best, most] = [8, 0];
  for (let rows = 4; rows <= 80; rows += 1) {
    const zoom = Math.min(width / wide(rows), height / high(rows), 1.35);
    if (zoom > most + 0.001) [best, most] = [rows, zoom];
  }
  return best;
}

const columnsFor = (lists, rows) => Math.max(0, ...lists.map((nodes) => Math.ceil(nodes.length / rows)));
const BETWEEN = 2.6;
// Rows of the lists of one side, one below the other, with room for what stands over each.
const tallOf = (lists, rows) => lists.reduce((sum, nodes) => sum + Math.max(2, Math.min(rows, nodes.length)) + BETWEEN, 0) * ROW;

const byOrder = (a, b) => a - b;
// Entries of the vocabulary before discovered ones, each by how many places share them.
const byStanding = (a, b) => Boolean(NODES[a].candidate) - Boolean(NODES[b].candidate) || NODES[b].shared - NODES[a].shared || a - b;

const SHARED = { row: 68, column: 156 };
// A telephone has height to spare and no width: the parts draw together, what is shared stands in one column.
const isNarrow = () => canvas.clientWidth > 0 && canvas.clientWidth < 560;

// Places compared: what they share in the middle, what each has alone beside it at the left or the right,
// at most `cap` of each.
function sideBySide(places, holders, cap) {
  const spots = new Map();
  const narrow = isNarrow();
  const row = narrow ? 92 : SHARED.row;
  const [arm, gap] = narrow ? [110, 56] : [170, 90];
  const only = (place) => [...holders].filter(([, own]) => own.size === 1 && own.has(place)).map(([node]) => node).sort(byStanding);
  const counts = new Map(places.map((place) => [place, only(place).length]));
  const own = new Map(places.map((place) => [place, only(place).slice(0, cap)]));
  const shared = [...holders].filter(([, all]) => all.size > 1).sort(([a, x], [b, y]) => y.size - x.size || byStanding(a, b)).map(([node]) => node);
  const sides = twoHalves(places, own);
  const lists = sides.map((side) => side.map((place) => own.get(place)));
  const deep = (rows) => Math.max(...lists.map((side) => tallOf(side, rows)));
  const wide = (rows) => (narrow ? 1 : Math.max(1, Math.ceil((shared.length * row) / Math.max(deep(rows), 8 * row))));
  const fixed = (rows) => (wide(rows) - 1) * SHARED.column + 2 * (arm + gap) + 140;
  const rows = bestRows(
    (number) => fixed(number) + (columnsFor(lists[0], number) + columnsFor(lists[1], number)) * COLUMN,
    (number) => Math.max(deep(number), Math.ceil(shared.length / wide(number)) * row),
  );
  const across = wide(rows);
  const high = Math.ceil(shared.length / across);
  shared.forEach((node, n) => {
    const inColumn = Math.min(high, shared.length - Math.floor(n / high) * high);
    spots.set(node, {
      x: Math.round((Math.floor(n / high) - (across - 1) / 2) * SHARED.column), y: Math.round(((n % high) - (inColumn - 1) / 2) * row), small: true,
    });
  });
  const apart = ((across - 1) * SHARED.column) / 2 + arm;
  const captions = [{ x: 0, y: (-Math.max(high, 1) * row) / 2, align: 'center', text: t('common', shared.length) }];
  sides.forEach((side, n) => {
    const way = n ? 1 : -1;
    let top = -tallOf(lists[n], rows) / 2;
    for (const place of side) {
      const nodes = own.get(place);
      const tall = Math.max(2, Math.min(rows, nodes.length)) * ROW;
      const all = counts.get(place);
      const words = all > nodes.length ? t('own_of_cut', all, nameOf(NODES[place]), nodes.length) : t('own_of', all, nameOf(NODES[place]));
      const text = narrow ? t('counted_head', nameOf(NODES[place]), all) : words;
      captions.push({ x: way * (apart + gap), y: top + ROW, align: way < 0 ? 'right' : 'left', text });
      spots.set(place, { x: Math.round(way * apart), y: Math.round(top + ROW + tall / 2) });
      block(spots, nodes, { x: way * (apart + gap), rows, way, top: top + ROW });
      top += tall + BETWEEN * ROW;
    }
  });
  return { spots, captions, room: [COLUMN, COLUMN] };
}

// Two places stand at the two sides; more are dealt out so that both sides hold about as much.
function twoHalves(places, own) {
  if (places.length === 2) return [[places[0]], [places[1]]];
  const sides = [[], []];
  const load = [0, 0];
  for (const place of [...places].sort((a, b) => own.get(b).length - own.get(a).length || a - b)) {
    const side = load[0] <= load[1] ? 0 : 1;
    sides[side].push(place);
    load[side] += own.get(place).length + 6;
  }
  return sides;
}

// A practice amid the places that have it, the bodies that take part and the laws that it rests on.
function aroundPractice(centre, places, bodies, laws) {
  const spots = new Map([[centre, { x: 0, y: 0 }]]);
  const rows = Math.max(10, bestRows(
    (number) => 560 + (columnsFor([bodies], number) + columnsFor([laws], number)) * COLUMN, (number) => (number + 6) * ROW));
  const per = Math.max(3, Math.ceil(Math.sqrt(places.length * 1.5)));
  const high = Math.max(Math.min(rows, Math.max(bodies.length, laws.length)) * ROW, 160);
  places.forEach((place, n) => {
    const row = Math.floor(n / per);
    const inRow = Math.min(per, places.length - row * per);
    spots.set(place, { x: Math.round(((n % per) - (inRow - 1) / 2) * 124), y: Math.round(-high / 2 - 40 - row * 64) });
  });
  const reach = Math.max(210, (Math.min(per, places.length) * 124) / 2);
  block(spots, bodies, { x: -reach, rows, way: -1 });
  block(spots, laws, { x: reach, rows, way: 1 });
  const heads = [[-reach, 'right', 'institution', bodies], [reach, 'left', 'law', laws]].filter(([, , , nodes]) => nodes.length);
  const captions = heads.map(([x, align, word, nodes]) => (
    { x, y: -(Math.min(rows, nodes.length) * ROW) / 2, align, text: t('counted_head', t(word), nodes.length) }));
  return { spots, captions, room: [COLUMN, COLUMN], reach };
}

// Groups of places at the left, of practices at the right, an opened group with its members below it.
function twoSides(left, right) {
  const spots = new Map();
  const tall = Math.max(left.length, right.length, 1);
  const step = Math.max(ROW, Math.min(2 * ROW, 560 / tall));
  const apart = isNarrow() ? 160 : Math.min(900, Math.max(360, tall * step * 0.7));
  for (const [list, way] of [[left, -1], [right, 1]]) {
    const pitch = step * Math.min(2.2, tall / Math.max(list.length, 1));
    list.forEach(({ node, child }, n) => spots.set(node, {
      x: Math.round(way * (apart / 2 + (child ? 26 : 0))), y: Math.round((n - (list.length - 1) / 2) * pitch), side: way < 0 ? 'left' : 'right',
    }));
  }
  return { spots, captions: [], room: [190, 280] };
}
