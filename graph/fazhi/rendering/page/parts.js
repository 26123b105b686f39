// What lines quote: in the page from the start, or fetched from its server when it is first wanted.
const MOST_LINES = 1000;
const coming = new Map();
const lacking = (edge) => EDGES[edge].entries.some((entry) => entry.quoted > entry.evidence.length);

// Fetch what the page lacks of these lines; once here, a line looks as if the page had carried it.
async function fetched(edges) {
  const lines = [...new Set(edges)].filter(lacking).sort((a, b) => a - b);
  for (let at = 0; at < lines.length; at += MOST_LINES) {
    const asked = lines.slice(at, at + MOST_LINES).join();
    if (!coming.has(asked)) coming.set(asked, part(asked).finally(() => coming.delete(asked)));
    await coming.get(asked);
  }
}

async function part(lines) {
  const answer = await fetch(`${META.parts}&lines=${lines}`);
  if (!answer.ok) throw answer;
  for (const [edge, quoted, sentences] of await answer.json()) {
    for (const [number, sentence] of Object.entries(sentences)) RECORDS.sentences[number] = sentence;
    EDGES[edge].entries.forEach((entry, n) => { entry.evidence = quoted[n]; });
  }
  placeOfReport = null;
}

// Have `put` show what these lines quote; meanwhile, and where it does not come, say so at the head of `box`.
async function withParts(box, edges, put) {
  if (!edges.some(lacking)) return;
  const ours = el('p', { class: 'note part' }, t('part_loading'));
  box.prepend(ours);
  say(t('part_loading'));
  try {
    await fetched(edges);
    // The reader may have gone on to something else.
    if (!ours.isConnected) return;
    // What is put anew would take the keyboard's place with it.
    const within = box.contains(document.activeElement);
    put();
    if (within && !box.contains(document.activeElement)) box.focus({ preventScroll: true });
    say(t('part_come'));
  } catch (answer) {
    if (ours.isConnected) ours.replaceWith(failure(answer, () => put()));
  }
}

function failure(answer, again) {
  const word = answer.status === 409 ? 'part_old' : answer.status ? 'part_refused' : 'part_gone';
  const act = answer.status === 409 ? () => location.reload() : again;
  say(t(word, answer.status));
  return el('p', { class: 'note part' }, t(word, answer.status), ' ', el('button', { onclick: act }, t(answer.status === 409 ? 'reload' : 'again')));
}
