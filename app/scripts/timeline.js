// Page, once it is parsed (defer): timelines. Pointing at an event in the picture highlights it in the list, and the other way
// round; arrow keys move along the events; + and − (or two fingers) stretch the picture, and the address has how far, and to
// where. Without this script, each mark is a link to its event. It listens on the document, so that briefs shown afterwards
// work too.
(() => {
  const WIDE = 44, FULL = 70;  // em from which the wide and the full drawing fit; style.css has the same
  const MAX_FACTOR = 64;
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  /** @param {EventTarget | null} node @param {string} selector @returns {HTMLElement | null} */
  const closest = (node, selector) => /** @type {HTMLElement} */ (node).closest?.(selector) ?? null;
  /** @param {Element} mark */
  const pictureOf = mark => /** @type {HTMLElement} */ (mark.closest('.picture'));
  /** @param {Element} mark */
  const itemOf = mark => document.getElementById(String(mark.getAttribute('href')).slice(1));
  /** Returns the elements in `node` that match. Marks are links in an SVG, which can do what we use of an HTMLElement.
   *  @param {ParentNode | null} node @param {string} selector */
  const all = (node, selector) => /** @type {HTMLElement[]} */ ([...node?.querySelectorAll(selector) ?? []]);
  /** The number of an event, at the end of the id of its item, or of the address of its mark. @param {string | null} text */
  const numberIn = text => Number(/\d+$/.exec(text ?? ''));
  /** Returns the marks of an item. One mark may stand for several events, up to its `data-last`. @param {Element} item */
  const marksOf = item => {
    const number = numberIn(item.id);
    return all(item.closest('.section'), '.mark').filter(mark => {
      const first = numberIn(mark.getAttribute('href'));
      return first <= number && number <= Number(mark.dataset.last ?? first);
    });
  };

  // --- one event, in both places ---------------------------------------------------------------------------------------
  /** @type {HTMLElement[]} */
  let highlighted = [];
  /** @param {HTMLElement | null} item */
  const highlight = item => {
    for (const each of highlighted) delete each.dataset.shown;
    const marks = item ? marksOf(item) : [];
    highlighted = item ? [item, ...marks] : [];
    for (const each of highlighted) each.dataset.shown = '';
    for (const mark of marks) scrollToMark(mark);
  };
  /** Scrolls a stretched picture to a mark that lies outside its visible part; a `whole` mark must be visible as a whole.
   *  @param {Element} mark */
  const scrollToMark = (mark, whole = false) => {
    const bar = barOf(mark), picture = pictureOf(mark);
    const { left, right } = bar.getBoundingClientRect(), frame = picture.getBoundingClientRect();
    const outside = whole ? left < frame.left || right > frame.right : right < frame.left || left > frame.right;
    if (outside && bar.getClientRects().length) picture.scrollLeft += left - frame.left - frame.width / 2;
  };
  /** @param {Element} mark */
  const barOf = mark => /** @type {Element} */ (mark.querySelector('.bar'));
  /** Returns the list item of the event that a node belongs to. @param {EventTarget | null} node */
  const eventAt = node => {
    const mark = closest(node, '.mark');
    return mark ? itemOf(mark) : closest(node, '.events > li');
  };
  // The event under the pointer, else the one with the focus, else the one that was tapped last: a finger doesn't stay, and
  // the link of a mark takes the focus away.
  /** @type {Record<'pointed' | 'focused' | 'tapped', HTMLElement | null>} */
  const current = { pointed: null, focused: null, tapped: null };
  /** @param {keyof typeof current} how @param {HTMLElement | null} item */
  const update = (how, item) => {
    current[how] = item;
    highlight(current.pointed ?? current.focused ?? current.tapped);
  };
  let finger = false;
  document.addEventListener('pointerdown', event => { finger = event.pointerType !== 'mouse'; }, true);
  document.addEventListener('pointerover', event => update('pointed', event.pointerType === 'touch' ? null : eventAt(event.target)));
  document.addEventListener('focusin', event => update('focused', eventAt(event.target)));
  document.addEventListener('focusout', () => update('focused', null));
  document.addEventListener('click', event => update('tapped', finger ? eventAt(event.target) : null));

  /** Moves the focus along the events. @param {HTMLElement} mark @param {number} steps */
  const move = (mark, steps) => {
    const marks = all(mark.closest('.drawing'), '.mark:not([data-more])');
    const next = marks[Math.min(Math.max(marks.indexOf(mark) + steps, 0), marks.length - 1)];
    for (const each of marks) each.setAttribute('tabindex', each === next ? '0' : '-1');  // one stop of the Tab key
    next.focus({ preventScroll: true });
    scrollToMark(next, true);
    itemOf(next)?.scrollIntoView({ block: 'nearest', behavior: reducedMotion.matches ? 'auto' : 'smooth' });
  };
  /** @type {Record<string, number>} */
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  /** @type {Record<string, number>} */
  const FACTORS = { '+': 2, '=': 2, '-': 1 / 2, '−': 1 / 2, 0: 0 };
  document.addEventListener('keydown', event => {
    const mark = closest(event.target, '.mark');
    if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in STEPS) move(mark, STEPS[event.key]);
    else if (event.key in FACTORS) {
      const { left, width } = barOf(mark).getBoundingClientRect();
      zoomToNames(pictureOf(mark), factorOf(pictureOf(mark)) * FACTORS[event.key], left + width / 2);
    } else return;
    event.preventDefault();
  });

  // --- stretching ------------------------------------------------------------------------------------------------------
  /** @param {HTMLElement} picture */
  const factorOf = picture => Number(picture.dataset.zoom ?? 1);
  /** @param {HTMLElement} picture @param {number} factor */
  const stretch = (picture, factor) => {
    factor = Math.min(Math.max(factor, 1), MAX_FACTOR);
    if (factor === 1) delete picture.dataset.zoom; else picture.dataset.zoom = String(factor);
    const wide = picture.clientWidth * factor / (parseFloat(getComputedStyle(picture.querySelector('.drawing') ?? picture).fontSize) || 12);
    if (factor === 1 || wide < WIDE) delete picture.dataset.near; else picture.dataset.near = wide < FULL ? 'wide' : 'full';
    for (const drawing of picture.querySelectorAll('.drawing')) drawing.setAttribute('width', `${100 * factor}%`);
  };
  /** Stretches a picture so that the point at `x`, in pixels of the window, stays there.
   *  @param {HTMLElement} picture @param {number} factor @param {number} x */
  const zoom = (picture, factor, x) => {
    const offset = x - picture.getBoundingClientRect().left;
    const part = (picture.scrollLeft + offset) / picture.scrollWidth;
    stretch(picture, factor);
    picture.scrollLeft = part * picture.scrollWidth - offset;
    name(picture);
    writeAddress(picture);
  };
  /** Stretches it by a button or a key; then something with a name is in view: if need be, the nearest one.
   *  @param {HTMLElement} picture @param {number} factor @param {number} x */
  const zoomToNames = (picture, factor, x) => {
    zoom(picture, factor, x);
    const drawing = drawingOf(picture) ?? null, frame = boxOf(picture);
    const names = all(drawing, '.mark text').map(boxOf), middle = (frame.left + frame.right) / 2;
    if (names.some(box => isWithin(box, frame))) return;
    const far = (names.length ? names : all(drawing, '.bar').map(boxOf)).map(box => (box.left + box.right) / 2 - middle);
    picture.scrollLeft += far.reduce((one, other) => (Math.abs(one) <= Math.abs(other) ? one : other));
    name(picture);
  };

  // --- names, which come back where a stretched picture has room for them -----------------------------------------------
  /** @param {Element} node */
  const boxOf = node => node.getBoundingClientRect();
  /** @param {HTMLElement} picture */
  const drawingOf = picture => all(picture, '.drawing').find(each => each.getClientRects().length);
  /** @param {DOMRect} box @param {DOMRect} frame */
  const isWithin = (box, frame) => box.left >= frame.left - 1 && box.right <= frame.right + 1;
  /** @param {DOMRect} one @param {DOMRect} other */
  const touch = (one, other) => one.left < other.right + 4 && other.left < one.right + 4 && one.top < other.bottom && other.top < one.bottom;
  /** @param {string} type @param {Record<string, string>} attributes @param {Element} parent */
  const add = (type, attributes, parent) => {
    /** @type {Element} */
    const made = document.createElementNS('http://www.w3.org/2000/svg', type);
    parent.append(made);
    for (const each in attributes) made.setAttribute(each, attributes[each]);
    return /** @type {HTMLElement} */ (made);
  };
  /** Names the marks in view that have no name and room for one. Where bars count events, it names as many of those.
   *  @param {HTMLElement} picture */
  const name = picture => {
    for (const each of all(picture, '[data-more]')) each.remove();
    const drawing = drawingOf(picture), factor = factorOf(picture);
    drawing?.toggleAttribute('data-opened', factor > 1);
    if (!drawing || factor === 1) return;
    const frame = boxOf(picture), at = boxOf(drawing), em = parseFloat(getComputedStyle(drawing).fontSize);
    const places = drawing.dataset.places?.split(' '), marks = all(drawing, '.mark');
    const every = Math.ceil((places?.length ?? 0) / factor / 200), base = (boxOf(barOf(marks[0])).bottom - at.top) / em;
    const unnamed = places?.flatMap((place, index) => {
      const x = at.left + at.width * Number(place) / 100;
      if (index % every || !(x >= frame.left && x <= frame.right)) return [];
      const href = String(marks[0].getAttribute('href')).replace(/\d+$/, String(index + 1));
      const mark = add('a', { class: 'mark', 'data-more': '', href, tabindex: '-1' }, drawing);
      add('circle', { class: 'bar', cx: `${place}%`, cy: `${base - 0.9 - 1.6 * (index % 4)}em`, r: '.4em' }, mark);
      return [mark];
    }) ?? marks.filter(mark => !mark.querySelector('text:not(.doubt)') && isWithin(boxOf(barOf(mark)), frame));
    const taken = places ? [] : all(drawing, '.mark :is(.bar, text)').map(boxOf);
    const added = unnamed.map(mark => {
      const { right, top, bottom } = boxOf(barOf(mark)), item = itemOf(mark);
      const x = `${100 * (right - at.left) / at.width}%`, y = `${((top + bottom) / 2 - at.top) / em}em`;
      const text = add('text', { x, y, dx: '.4em', dy: '.36em', 'data-more': '' }, mark);
      text.textContent = (item?.querySelector('.event-label') ?? item?.querySelector('.when'))?.textContent ?? '';
      return places ? mark : text;
    });
    added.map(boxOf).forEach((box, index) => {
      if (isWithin(box, frame) && !taken.some(each => touch(each, box))) taken.push(box); else added[index].remove();
    });
  };
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  /** Writes into the page's address how a picture is stretched. @param {HTMLElement} picture */
  const writeAddress = picture => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const address = new URL(location.href), factor = factorOf(picture);
      address.searchParams.delete('zoom');
      const left = (100 * picture.scrollLeft / picture.scrollWidth).toFixed(2);
      if (factor > 1) address.searchParams.set('zoom', `${picture.closest('.section')?.id}*${+factor.toFixed(2)}*${left}`);
      try {
        history.replaceState(history.state, '', address);
      } catch { /* a frame whose address can't be changed */ }
    }, 200);
  };
  /** @type {ReturnType<typeof setTimeout>} */
  let naming;
  /** @param {HTMLElement} picture */
  const nameSoon = picture => {
    clearTimeout(naming);
    naming = setTimeout(() => name(picture), 60);
  };
  const zoomInAddress = () => /^(.+)\*([\d.]+)\*([\d.]+)$/.exec(new URLSearchParams(location.search).get('zoom') ?? '');

  document.addEventListener('click', event => {
    const button = closest(event.target, 'button[data-zoom-by]');
    const picture = button && all(button.closest('.section'), '.picture')[0];
    if (!picture) return;
    const frame = picture.getBoundingClientRect();
    zoomToNames(picture, factorOf(picture) * Number(button.dataset.zoomBy), frame.left + frame.width / 2);
  });

  /** @param {TouchList} touches */
  const distance = touches => Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
  /** @type {{ distance: number, factor: number } | null} how two fingers, and the picture, began */
  let pinch = null;
  /** Stretches a picture as the address says. @param {HTMLElement} picture */
  const followAddress = picture => {
    const [, id, factor, left] = zoomInAddress() ?? [];
    if (!id || picture.closest('.section')?.id !== id || picture.scrollLeft) return;
    stretch(picture, Number(factor));
    picture.scrollLeft = Number(left) / 100 * picture.scrollWidth;
    name(picture);
  };
  /** @param {HTMLElement} picture */
  const attach = picture => {
    followAddress(picture);
    picture.addEventListener('scroll', () => { if (factorOf(picture) > 1) { writeAddress(picture); nameSoon(picture); } }, { passive: true });
    picture.addEventListener('wheel', event => {  // two fingers on a touchpad come as a wheel with Ctrl
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(picture, factorOf(picture) * Math.exp(-event.deltaY / 100), event.clientX);
    }, { passive: false });
    picture.addEventListener('touchstart', ({ touches }) => {
      pinch = touches.length === 2 ? { distance: distance(touches), factor: factorOf(picture) } : null;
    }, { passive: true });
    picture.addEventListener('touchmove', event => {
      if (!pinch || event.touches.length !== 2) return;
      event.preventDefault();
      const [one, other] = event.touches;
      zoom(picture, pinch.factor * distance(event.touches) / pinch.distance, (one.clientX + other.clientX) / 2);
    }, { passive: false });
  };
  const attached = new WeakSet();
  const attachAll = () => {
    if (document.readyState === 'loading') return;  // half of a picture can't be scrolled
    for (const picture of all(document, '.picture')) {
      if (!attached.has(picture)) attach(picture);
      attached.add(picture);
    }
  };
  addEventListener('DOMContentLoaded', attachAll);
  // of several briefs in one file, the one that the address names is only shown then
  addEventListener('load', () => all(document, '.picture').forEach(followAddress));
  new MutationObserver(attachAll).observe(document.documentElement, { childList: true, subtree: true });
})();
