// The right column: what a node or a line stands for, with the sentences that prove it.
const panel = byId('panel');
let choosing = null;

function updatePanel() {
  const spot = state.selected;
  panel.classList.toggle('introducing', !spot);
  if (!spot) panel.replaceChildren(...introduction());
  else if (spot.edge !== undefined) panel.replaceChildren(...edgePanel(spot.edge));
  else panel.replaceChildren(...nodePanel(spot.node));
  panel.scrollTop = 0;
  if (spot) withParts(panel, behind(spot), updatePanel);
}

// The lines whose sentences the panel of a node or a line shows.
function behind({ node, edge }) {
  if (edge === undefined) return isGroup(node) ? [] : JOINED[node];
  if (edge >= REAL_EDGES) return [];
  return EDGES[edge].kind === 'adoption' ? [edge, ...JOINED[EDGES[edge].target].filter((other) => EDGES[other].kind === 'adoption')] : [edge];
}

function introduction() {
  const practices = NODES.map((node, index) => index).filter((index) => NODES[index].kind === 'practice' && NODES[index].shared > 1);
  const places = NODES.map((node, index) => index).filter((index) => NODES[index].kind === 'place');
  return [
    el('h2', {}, t('intro')),
    el('ul', { class: 'hints' }, ...['intro_1', 'intro_2', 'intro_3', 'intro_4'].map((word) => el('li', {}, t(word)))),
    practices.length ? el('h3', {}, t('most_shared')) : '',
    listOf(practices.slice(0, 10), (index) => placesWord(NODES[index].shared)),
    el('h3', {}, t('the_places')),
    listOf(places.slice(0, 40), (index) => (NODES[index].path || '').replace(NODES[index].name, '')),
    ...similarPairs(),
  ];
}

function listOf(nodes, note) {
  return el('ul', { class: 'list' }, ...nodes.map((node) => el('li', {}, goTo(node), el('span', { class: 'note' }, note(node)))));
}

// A button that selects a node, with its mark and, where it is out of sight, a word that says so.
function goTo(node) {
  return el('button', { class: 'goto', 'data-node': NODES[node].key, onclick: () => visit(node) },
    nodeShape(NODES[node].kind, NODES[node].candidate, 14), named(nameOf(NODES[node])),
    seen.nodes.has(node) || seen.nodes.has(GROUP_OF.get(node)) ? '' : el('span', { class: 'note' }, t('is_hidden')));
}

// Select a node wherever it is; one out of sight is shown alone with what it touches.
function visit(node) {
  if (takeSecondEnd(node)) return;
  if (isGroup(node) && !seen.nodes.has(node)) change({ plan: 'overview', focus: [], path: [], selected: { node } }, { fit: true });
  else if (!seen.nodes.has(node)) focusOn(node);
  else pick({ node });
  if (state.view === 'graph') bringIntoView(node);
  panel.focus({ preventScroll: true });
}

function nodePanel(index) {
  const node = NODES[index];
  if (isGroup(index)) return groupPanel(index);
  return [
    el('div', { class: 'head' },
      el('p', { class: 'kind' }, nodeShape(node.kind, node.candidate, 14), t(node.candidate ? 'candidate' : node.kind)),
      closeButton()),
    named(nameOf(node), 'h2'),
    otherName(node) ? named(otherName(node), 'p') : '',
    definitions(node),
    actions(index),
    facts(node),
    ...(node.kind === 'place' ? alikePlaces(index) : []),
    ...neighbours(index),
    ...(node.kind === 'practice' ? together(index) : []),
  ];
}

function closePanel() {
  pick(null);
  canvas.focus({ preventScroll: true });
}

const closeButton = () => el('button', { class: 'close', 'aria-label': t('close'), title: t('close'), onclick: closePanel }, '×');

function definitions(node) {
  const both = language === 'en' ? [node.definition_en, node.definition_zh] : [node.definition_zh, node.definition_en];
  return el('div', { class: 'definition' }, ...both.filter(Boolean).map((text) => named(text, 'p')));
}

function actions(index) {
  const act = (word, run) => el('button', { 'data-act': word, onclick: run }, t(word));
  return el('div', { class: 'actions', role: 'group' },
    act('focus', () => focusOn(index)),
    state.focus.length && !state.focus.includes(index) ? act('grow', () => grow(index)) : '',
    act('find_path', () => chooseSecond(index, 'path')),
    NODES[index].kind === 'place' ? act('compare_with', () => chooseSecond(index, 'compare')) : '',
    NODES[index].kind === 'practice' && plansOffered().includes('around')
      ? act('plan_around', () => change({ plan: 'around', view: 'graph', focus: [index], path: [] }, { fit: true })) : '',
    act('hide', () => hide(index)));
}

function facts(node) {
  const topic = TOPICS.get(node.topic);
  const rows = [
    ['path', node.path], ['code', node.code], ['level', node.level && t('level_' + node.level)],
    ['topic', topic && nameOf(topic)], ['type', node.type && typeWord(node.type)], ['variants', node.variants && node.variants.join('、')],
    ['origin', node.origin], ['origin_source', node.origin_source],
  ].filter(([, value]) => value);
  return rows.length ? el('dl', {}, ...rows.flatMap(([word, value]) => [el('dt', {}, t(word)), named(value, 'dd')])) : '';
}

// Joined nodes by kind, each with its statuses and, folded, its sentences.
function neighbours(index) {
  const ends = new Map();
  for (const edge of JOINED[index]) {
    if (EDGES[edge].status === null && !seen.edges.has(edge)) continue;
    const end = otherEnd(edge, index);
    if (!ends.has(end)) ends.set(end, []);
    ends.get(end).push(edge);
  }
  return KINDS.flatMap((kind) => {
    const found = [...ends.keys()].filter((end) => NODES[end].kind === kind).sort((a, b) => a - b);
    if (!found.length) return [];
    const few = found.length <= 6;
    return [el('h3', {}, t('neighbours', t(kind), found.length)),
      el('ul', { class: 'joined' }, ...found.map((end) => joined(end, ends.get(end), few)))];
  });
}

function joined(end, edges, open) {
  const sentences = edges.reduce((sum, edge) => sum + EDGES[edge].sentences, 0);
  return el('li', {}, goTo(end), el('span', { class: 'chips' }, ...edges.map(statusChip)),
    sentences ? el('details', { open }, el('summary', {}, t('evidence_n', sentences)), ...edges.flatMap(quotes)) : '');
}

function statusChip(edge) {
  const record = EDGES[edge];
  const years = [...new Set(record.entries.map((entry) => entry.year).filter(Boolean))].join(', ');
  return el('button', { class: 'chip', 'data-edge': edge, onclick: () => openEdge(edge) },
    lineSample(styleOf(record)), `${relationWord(record)} ${years}`);
}

function edgePanel(index) {
  const edge = EDGES[index];
  const head = el('div', { class: 'head' }, el('p', { class: 'kind' }, lineSample(styleOf(edge)), relationWord(edge)), closeButton());
  if (index >= REAL_EDGES) return [head, ...likesPanel(edge)];
  return [
    head,
    el('h2', { class: 'ends' }, goTo(edge.source), el('span', { 'aria-hidden': 'true' }, ' — '), goTo(edge.target)),
    otherName(NODES[edge.target]) ? named(otherName(NODES[edge.target]), 'p') : '',
    el('h3', {}, t('evidence')),
    ...quotes(index),
    edge.sentences ? '' : el('p', { class: 'note' }, t('no_evidence')),
    ...(edge.kind === 'adoption' ? elsewhere(edge) : []),
  ];
}

// What other places say of the same practice, so that the sentences can be read side by side.
function elsewhere({ source, target }) {
  const places = new Map();
  for (const other of JOINED[target]) {
    const place = EDGES[other].source;
    if (EDGES[other].kind === 'adoption' && place !== source) places.set(place, [...(places.get(place) || []), other]);
  }
  if (!places.size) return [];
  return [el('h3', {}, t('elsewhere')), el('ul', { class: 'joined' }, ...[...places].map(([place, edges]) => joined(place, edges, false)))];
}

function quotes(index) {
  return EDGES[index].entries.flatMap((entry) => [
    ...entry.evidence.map((evidence) => quote(evidence, entry)),
    entry.more ? el('p', { class: 'note' }, t('more_evidence', entry.more)) : '']);
}

function quote(evidence, entry) {
  const text = RECORDS.sentences[evidence.sentence];
  const report = RECORDS.reports[evidence.report];
  const [start, end] = evidence.focus;
  const source = /^https?:\/\//.test(report.source)
    ? el('a', { href: report.source, target: '_blank', rel: 'noopener noreferrer' }, report.source) : named(report.source);
  const mark = end > start ? el('mark', {}, text.slice(start, end)) : '';
  const parts = [named(reportName(evidence.report)), String(report.year || t('no_year')), entry.since ? t('since', entry.since) : '', source,
    evidence.at === undefined ? '' : t('position', evidence.at[0] + 1),
    evidence.at === undefined || META.parts ? '' : el('button', { class: 'read', onclick: () => openReader(evidence) }, t('read')), reportLink(evidence)].filter(Boolean);
  return el('figure', {},
    el('blockquote', { lang: 'zh-Hans', dir: 'auto' }, text.slice(0, start), mark, text.slice(end)),
    el('figcaption', {}, ...parts.flatMap((part, n) => (n ? [' · ', part] : [part]))));
}

function similarPairs() {
  const rows = likestPairs().slice(0, 4);
  return rows.length ? [el('h3', {}, t('pairs')), el('ul', { class: 'list' }, ...rows.map(([a, b, likeness]) => el('li', {},
    el('span', {}, named(nameOf(NODES[a])), ' — ', named(nameOf(NODES[b]))), comparing(a, b, likeness))))] : [];
}

// How much two places share; pressed, it shows what.
function comparing(a, b, likeness) {
  const show = () => compare([a, b]);
  return el('button', { class: 'chip', onclick: show }, t('alike_row', commonPractices(a, b).length, Math.round(likeness * 100)));
}

function alikePlaces(index) {
  const rows = RECORDS.alike.filter(([a, b]) => a === index || b === index).sort((x, y) => y[2] - x[2]).slice(0, 5);
  if (!rows.length) return [];
  return [el('h3', {}, t('most_alike')), el('ul', { class: 'list' }, ...rows.map(([a, b, likeness]) => {
    const other = a === index ? b : a;
    return el('li', {}, goTo(other), comparing(index, other, likeness));
  }))];
}

function together(index) {
  const rows = new Map(foundTogether(index).slice(0, 6));
  return rows.size ? [el('h3', {}, t('often_together')), listOf([...rows.keys()], (node) => t('together_row', rows.get(node)))] : [];
}

function focusOn(node) {
  const hidden = new Set(state.hidden);
  hidden.delete(node);
  const off = new Set(state.off);
  off.delete('kind:' + NODES[node].kind);
  change({ plan: 'map', focus: [node], path: [], hidden, off, selected: { node } }, { fit: true });
}

function grow(node) {
  change({ plan: 'map', focus: [...new Set([...state.focus, node])], selected: { node } }, { fit: true });
}

function hide(node) {
  change({ hidden: new Set([...state.hidden, node]), focus: state.focus.filter((root) => root !== node), selected: null });
}

function compare(places) {
  const chosen = { ...state.chosen, place: new Set(places.map((place) => NODES[place].key)) };
  change({ plan: 'compare', view: TABLES.includes(state.view) ? state.view : 'graph', chosen, focus: [], path: [] }, { fit: true });
}

function chooseSecond(node, aim) {
  choosing = { node, aim };
  byId('status').textContent = t(aim === 'path' ? 'choose_second' : 'choose_place');
  byId('search').focus();
}

// The second end of a path or comparison, if a first one was chosen; true where this took the node.
function takeSecondEnd(node) {
  const first = choosing;
  choosing = null;
  if (first === null || first.node === node || isGroup(node)) return false;
  if (first.aim === 'compare') {
    if (NODES[node].kind !== 'place') return false;
    compare([first.node, node]);
    return true;
  }
  change({ plan: 'map', path: [first.node, node], focus: [], selected: null }, { fit: true });
  say(seen.edges.size ? byId('status').textContent : t('no_path'));
  return true;
}
