// Page of a brief, once words are selected in it (menu.js loads it); packed files from the start: a small toolbar to pass the
// words on, with their source. With a mouse it stands at the words; where a finger selects, at the foot of the window, since the
// system's own menu stands at the words. It needs the words that boot.js makes.
(() => {
  if (globalThis.foldlinePassing) return;
  globalThis.foldlinePassing = true;
  /** @param {string} key @param {Record<string, string>} [values] */
  const words = (key, values) => globalThis.foldlineWords(key, values);
  /** @type {PageFacts} */
  const facts = JSON.parse(String(document.getElementById('foldline-page')?.textContent));

  // ---- the words

  const BESIDE = '.refs, .visually-hidden, .host, button, script';  // no words of the story
  const BLOCK = 'p, li, dd, dt, td, th, h1, h2, h3, h4, h5, h6, pre, figcaption, blockquote, summary, div';
  const WHOLE = 8, PART = 4, BEFORE = 3;  // words of an address, as text/fragments.py has them
  /** @param {Node} node */
  const elementOf = node => /** @type {Element} */ (node instanceof Element ? node : node.parentElement);
  /** @param {string} text */
  const folded = text => text.replace(/\s+/g, ' ').trim();

  /** Returns the words in a range, a text for each block. @param {Range} range */
  const blocksOf = range => {
    const texts = /** @type {Node[]} */ ([]), walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
    if (range.commonAncestorContainer instanceof Text) texts.push(range.commonAncestorContainer);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) if (range.intersectsNode(node)) texts.push(node);
    /** @type {Map<Element | null, string>} */
    const blocks = new Map();
    for (const node of texts) {
      const parent = elementOf(node);
      if (parent.closest(BESIDE) || !parent.checkVisibility()) continue;
      const text = String(node.nodeValue).slice(node === range.startContainer ? range.startOffset : 0, node === range.endContainer ? range.endOffset : undefined);
      const block = parent.closest(BLOCK);
      blocks.set(block, (blocks.get(block) ?? '') + text);
    }
    return [...blocks.values()].map(folded).filter(Boolean);
  };

  /** Returns a range with the words whole in which it begins and ends: a browser finds no part of a word. @param {Range} range */
  const wholeWords = range => {
    const whole = range.cloneRange(), letter = /[\p{L}\p{N}]/u;
    const { startContainer: first, endContainer: last } = range;
    let { startOffset: start, endOffset: end } = range;
    if (first instanceof Text) {
      while (start > 0 && letter.test(first.data[start - 1]) && letter.test(first.data[start])) start -= 1;
      whole.setStart(first, start);
    }
    if (last instanceof Text) {
      while (end > 0 && end < last.length && letter.test(last.data[end]) && letter.test(last.data[end - 1])) end += 1;
      whole.setEnd(last, end);
    }
    return whole;
  };

  /** Returns what leads a browser to the words (WICG, URL Fragment Text Directives). @param {Range} selected */
  const fragmentOf = selected => {
    const range = wholeWords(selected), blocks = blocksOf(range).map(each => each.split(' '));
    const first = blocks[0], last = /** @type {string[]} */ (blocks.at(-1)), whole = blocks.length === 1 && first.length <= WHOLE;
    const before = document.createRange(), block = elementOf(range.startContainer).closest(BLOCK);
    before.setStart(/** @type {Node} */ (document.getElementById('page')), 0);
    before.setEnd(range.startContainer, range.startOffset);
    const earlier = folded(before.toString()).toLowerCase();
    /** @param {number} number */
    const begin = number => first.slice(0, number).join(' ');
    /** Whether the same words stand in a place before, to which a browser would go. @param {string} some */
    const repeated = some => earlier.includes(some.toLowerCase());
    let number = whole ? first.length : PART;
    while (number < first.length && repeated(begin(number))) number += 1;
    const ends = whole || (blocks.length === 1 && number + PART > first.length) ? [first.join(' ')] : [begin(number), last.slice(-PART).join(' ')];
    let prefix = '';
    if (block && repeated(ends[0])) {  // then the words beside them tell which
      before.setStart(block, 0);
      prefix = folded(before.toString()).split(' ').slice(-BEFORE).join(' ');
    }
    /** @param {string} text */
    const coded = text => encodeURIComponent(text).replaceAll('-', '%2D');
    return `:~:text=${[...prefix ? [`${coded(prefix)}-`] : [], ...ends.map(coded)].join(',')}`;
  };

  const SPOKEN = '.quote blockquote, .voices blockquote, .who q', SPEAKER = '.speaker, .voice-name, dt';
  /** Returns what is selected in a brief; null where that is nothing to pass on. */
  const selected = () => {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0), within = elementOf(range.commonAncestorContainer), brief = within.closest('.brief');
    const text = brief ? blocksOf(range).join('\n') : '';
    if (!brief || !/\p{L}\P{Z}*\p{L}/u.test(text)) return null;
    const claim = within.closest('[data-claim], .quote, .section'), place = claim?.closest('[id]') ?? null;
    const own = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=canonical]'));
    const shared = location.protocol !== 'file:' && !/^#opened(:|$)/.test(location.hash);
    const id = place?.id ?? '';
    /** @param {string} selector */
    const said = selector => folded(brief.querySelector(selector)?.textContent ?? '');
    return {
      range, brief, claim, id, text, title: said('h1'), date: said('.brief-head .meta time'),
      speaker: folded((within.closest(SPOKEN) && within.closest('figure, li, div:has(> dt)')?.querySelector(SPEAKER)?.textContent) ?? ''),
      get address() { return shared ? `${own?.href ?? location.href.split('#')[0]}#${encodeURIComponent(id)}${fragmentOf(range)}` : ''; },
    };
  };
  /** @typedef {NonNullable<ReturnType<typeof selected>>} Selected */
  /** Returns the words with what they are of. @param {Selected} chosen */
  const citation = ({ text, speaker, title, date }) => {
    const of = facts.publisher ? words('passing.of_publisher', { title, date, publisher: facts.publisher }) : words('passing.of', { title, date });
    return speaker ? words('passing.spoken', { text, speaker, of }) : words('passing.written', { text, of });
  };

  // ---- what is done with them

  /** @param {string} text */
  const copy = async text => {
    try { await navigator.clipboard.writeText(text); } catch {
      // no clipboard in this page: what the browser is about to copy is replaced
      let done = false;
      /** @param {ClipboardEvent} event */
      const replace = event => { event.clipboardData?.setData('text/plain', text); event.preventDefault(); done = true; };
      document.addEventListener('copy', replace, { once: true });
      document.execCommand('copy');
      document.removeEventListener('copy', replace);
      if (!done) { globalThis.foldlineSay(words('passing.copy', { text })); return; }
    }
    globalThis.foldlineSay(words('passing.copied'));
  };
  /** @param {Selected} chosen */
  const share = async chosen => {
    try {
      await navigator.share({ title: chosen.title, text: citation(chosen), ...chosen.address ? { url: chosen.address } : {} });
    } catch (error) {
      if (!(error instanceof Error && error.name === 'AbortError')) await copy([citation(chosen), chosen.address].filter(Boolean).join('\n'));
    }
  };
  /** Shows a picture of the words, by card.js. @param {Selected} chosen */
  const draw = async chosen => {
    const { claim, brief, id } = chosen;
    if (!globalThis.foldlineCard) {
      const script = document.createElement('script');
      script.src = globalThis.foldlineTrusted.createScriptURL(String(facts.card));
      await new Promise(resolve => {
        script.onload = script.onerror = resolve;
        document.head.append(script);
      });
    }
    const names = [...claim?.matches('.section') ? [] : claim?.querySelectorAll('a.ref') ?? []].flatMap(each => document.getElementById(decodeURIComponent(/** @type {HTMLAnchorElement} */ (each).hash.slice(1)))?.querySelector('.source-name')?.textContent ?? []);
    const check = folded(document.getElementById(`${id}-proof`)?.querySelector('.proof-check')?.textContent ?? '');
    const occasion = folded(claim?.querySelector('.occasion .when')?.textContent ?? '');
    if (!globalThis.foldlineCard) globalThis.foldlineSay(words('passing.no_card'));
    else globalThis.foldlineCard({ ...chosen, sources: [...new Set(names)], check, occasion, direction: getComputedStyle(brief).direction, publisher: facts.publisher ?? '' });
  };
  /** Returns the address at which an error is reported, with the claim and the words. @param {Selected} chosen */
  const report = ({ id, text }) => {
    const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a[data-report]'));
    if (!link) return '';
    if (link.protocol === 'mailto:') return link.href + encodeURIComponent(words('passing.report', { place: id, text }));
    const address = new URL(link.href);
    address.searchParams.set('claim', id);
    address.searchParams.set('words', text);
    return address.href;
  };

  // ---- the toolbar

  const stand = document.createElement('aside'), bar = document.createElement('div');
  stand.className = 'passing';
  stand.hidden = true;
  stand.append(bar);
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', words('passing.title'));
  /** @type {Selected | null} */
  let chosen = null;
  /** Where the focus was. @type {HTMLElement | null} */
  let from = null;
  /** @template {keyof HTMLElementTagNameMap} K @param {K} name @param {string} label */
  const control = (name, label) => {
    const made = document.createElement(name);
    made.textContent = label;
    bar.append(made);
    return made;
  };
  /** @param {string} label @param {(chosen: Selected) => unknown} act */
  const button = (label, act) => {
    const made = control('button', label);
    made.type = 'button';
    made.addEventListener('click', () => { const now = chosen; close(); if (now) act(now); });
    return made;
  };
  button(words('passing.cite'), each => copy([citation(each), each.address].filter(Boolean).join('\n')));
  const link = button(words('passing.link'), each => copy(each.address));
  if ('share' in navigator) button(words('passing.share'), share);
  button(words('passing.card'), draw);
  const error = control('a', words('passing.error'));
  error.addEventListener('click', () => setTimeout(close));

  const shownControls = () => /** @type {HTMLElement[]} */ ([...bar.children]).filter(each => !each.hidden);
  /** Closes the toolbar; the focus, where it is within, goes back. */
  const close = () => {
    if (bar.contains(document.activeElement)) (from ?? /** @type {HTMLElement} */ (document.activeElement)).focus({ preventScroll: true });
    if (bar.contains(document.activeElement)) /** @type {HTMLElement} */ (document.activeElement).blur();
    stand.hidden = true;
    chosen = null;
  };
  const MARGIN = 8;  // pixels
  const finger = matchMedia('(pointer: coarse)');
  const show = () => {
    const latest = document.querySelector('dialog[open]') ? null : selected();
    if (!latest) { close(); return; }
    chosen = latest;
    if (!stand.isConnected) document.body.append(stand);
    link.hidden = !chosen.address;
    error.hidden = !(error.href = report(chosen));
    stand.hidden = false;
    stand.toggleAttribute('data-foot', finger.matches);
    if (finger.matches) { stand.style.inset = ''; return; }
    // above the words, or below them where there is no room
    const { top, bottom, left, right } = chosen.range.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = stand;
    const above = top - height - MARGIN, y = above > 0 ? above : Math.min(bottom + MARGIN, innerHeight - height - MARGIN);
    const x = Math.max(MARGIN, Math.min((left + right - width) / 2, document.documentElement.clientWidth - width - MARGIN));
    stand.style.inset = `${y + scrollY}px auto auto ${x + scrollX}px`;
  };

  const PAUSE = 250;  // milliseconds after the last change of what is selected
  let held = false;
  /** @type {ReturnType<typeof setTimeout>} */
  let due;
  const later = () => {
    clearTimeout(due);
    if (!held && !bar.contains(document.activeElement)) due = setTimeout(show, PAUSE);
  };
  document.addEventListener('selectionchange', later);
  document.addEventListener('pointerdown', event => { held = event.pointerType === 'mouse' && !bar.contains(/** @type {Node} */ (event.target)); });
  const released = () => { if (held) { held = false; later(); } };
  document.addEventListener('pointerup', released);
  document.addEventListener('pointercancel', released);
  bar.addEventListener('mousedown', event => event.preventDefault());  // the words stay selected
  document.addEventListener('keydown', event => {
    if (stand.hidden) return;
    const within = bar.contains(document.activeElement), controls = shownControls();
    if (event.key === 'Escape') {
      close();
      event.preventDefault();
    } else if (event.key === 'Tab' && within) close();  // and the focus goes on from where it was
    else if (event.key === 'Tab' && !event.shiftKey && !document.querySelector('dialog[open]')) {
      from = document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : null;
      controls[0].focus();
      event.preventDefault();
    } else if (within && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      const forward = (event.key === 'ArrowRight') === (getComputedStyle(bar).direction === 'ltr');
      controls[(controls.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + (forward ? 1 : -1) + controls.length) % controls.length].focus();
      event.preventDefault();
    }
  });
  show();
})();
