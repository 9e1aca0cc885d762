// Under `foldline serve` alone: the open page becomes what its file is now, and stays where the reader is. Parts that have not
// changed stay as they are, with what is folded, stretched and typed in them; what is wrong with the file stands over the page.
(() => {
  const EVERY = 400, AWAY = 2_000;  // milliseconds from answer to question; where there is no answer
  const script = document.currentScript.src;
  const state = new URL('../../preview.json', script);
  const root = document.documentElement;
  const main = document.getElementById('page');
  let known = {};  // the page that was compared last: its address, version, text, and <main>

  const fresh = async address => {
    const answer = await fetch(address, { cache: 'no-store' });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer;
  };

  // --- a new version in the place of the old -----------------------------------------------------------------------------
  const INNER = '.brief, .sections';  // what changes part by part
  const folds = node => node.localName === 'details';
  /** The parts of a node by name: its id, or what it is, and the how many-th of those. */
  const parts = node => {
    const found = new Map(), seen = {};
    for (const part of node.children) {
      const name = part.id || `${part.localName}.${part.className}`;
      seen[name] = (seen[name] ?? 0) + 1;
      found.set(`${name} ${seen[name]}`, part);
    }
    return found;
  };
  const unfolded = node => {
    const copy = node.cloneNode(true);
    for (const each of [copy, ...copy.querySelectorAll('details')]) each.removeAttribute('open');
    return copy;
  };
  /** Makes `live` what `now` is, by what differs from `before`; what a script has put into it stays. Gives what was replaced. */
  const align = (live, before, now) => {
    const mine = parts(live), old = parts(before), wanted = parts(now), replaced = [];
    for (const [name, part] of mine) if (old.has(name) && !wanted.has(name)) part.remove();
    let place = live.firstElementChild;
    for (const [name, next] of wanted) {
      let part = mine.get(name);
      const was = part && old.get(name);
      if (!was) {
        part = document.importNode(next, true);
      } else if (next.matches(INNER) && was.matches(INNER)) {
        for (const { name, value } of next.attributes) part.setAttribute(name, value);
        replaced.push(...align(part, was, next));
      } else if (!unfolded(was).isEqualNode(unfolded(next))) {
        const instead = document.importNode(next, true);
        replaced.push([part, instead, part.contains(document.activeElement)]);
        if (place === part) place = instead;
        part.replaceWith(instead);
        part = instead;
      }
      while (place && place !== part && !old.has([...mine].find(([, each]) => each === place)?.[0])) place = place.nextElementSibling;
      if (place === part) place = part.nextElementSibling; else live.insertBefore(part, place);
    }
    return replaced;
  };
  async function change(before, now) {
    const shown = [...main.querySelectorAll('.brief > *, .sections > *')].find(part => part.getBoundingClientRect().bottom > 0 && !part.matches(INNER));
    const top = shown?.getBoundingClientRect().top;
    root.style.overflowAnchor = 'none';  // done here, since only here is it known what came in the place of what
    const replaced = align(main, before, now);
    await null;  // folds.js restores what it remembers; what was open in this page counts more
    for (const [was, is, focused] of replaced) {
      if (folds(was)) is.open = was.open;
      if (focused) is.querySelector('summary, [tabindex]')?.focus({ preventScroll: true });
    }
    const there = replaced.find(([was]) => was === shown)?.[1] ?? shown;
    if (there?.isConnected) scrollBy({ top: there.getBoundingClientRect().top - top, behavior: 'instant' });
    requestAnimationFrame(() => { root.style.overflowAnchor = ''; });
  }
  async function update(address, version) {
    const text = await (await fresh(address)).text();
    if (address !== location.pathname) return;  // the reader is elsewhere by now
    const page = new DOMParser().parseFromString(foldlineTrusted.createHTML(text), 'text/html');
    const now = page.getElementById('page'), before = known.address === address && known.main;
    const another = new URL(page.querySelector('script[src$="/preview.js"]')?.getAttribute('src') ?? '', new URL(address, location)).href !== script;
    // another Foldline made it, only a picture of it has changed, or it is no brief: that is loaded anew
    if (another || (before && (text === known.text || !now.querySelector('.brief') || !main.querySelector('.brief')))) return location.reload();
    known = { address, version, text, main: now };
    if (!now.querySelector('.brief') || !main.querySelector('.brief')) return;
    await change(before || main, now);
    document.title = page.title;
    root.lang = page.documentElement.lang;
  }

  // --- what is wrong -----------------------------------------------------------------------------------------------------
  const panel = document.createElement('div');
  panel.className = 'preview';
  let said = '';
  const tell = (what, lines = [], alarm = false) => {
    if (said === (said = JSON.stringify([what, lines, alarm]))) return;
    if (!what) return panel.remove();
    const asked = panel.getAttribute('role') === 'status' && panel.querySelector('details')?.open;
    panel.setAttribute('role', alarm ? 'alert' : 'status');
    const box = document.createElement(lines.length ? 'details' : 'div'), list = document.createElement('ul');
    const heading = Object.assign(document.createElement(lines.length ? 'summary' : 'p'), { textContent: what });
    list.append(...lines.map(line => Object.assign(document.createElement('li'), { textContent: line })));
    box.append(heading, ...(lines.length ? [list] : []));
    if (lines.length) box.open = alarm || asked || false;
    panel.replaceChildren(box);
    document.body.append(panel);
  };
  const count = number => `${number} problem${number === 1 ? '' : 's'}`;

  // --- asking ------------------------------------------------------------------------------------------------------------
  const another = () => /^#opened(:|$)/.test(location.hash) || new URLSearchParams(location.search).has('brief');  // no page of the site
  async function look() {
    if (document.hidden || another()) return;
    const address = location.pathname;
    const { version, problems, held } = await (await fresh(`${state}?page=${encodeURIComponent(address)}`)).json();
    if (version && (known.address !== address || known.version !== version)) await update(address, version);
    if (address !== location.pathname) return;
    if (!version) tell('This brief is not in the folder any more. This is how it was.', problems, true);
    else if (held) tell(`The file has ${count(problems.length)}. This is the last version that could be shown whole.`, problems, true);
    else tell(problems.length ? count(problems.length) : '', problems);
  }
  const follow = () => look().then(() => EVERY, () => {
    tell('foldline serve does not answer. This is how the page was.');
    return AWAY;
  }).then(wait => setTimeout(follow, wait));
  follow();
})();
