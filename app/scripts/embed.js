// <foldline-brief src="https://news.example/briefs/a-story/"><a href="…">A story</a></foldline-brief>: a brief inside
// somebody else's page. What stands in the element is what readers get before this script runs, and when anything fails.
// docs/using/embedding.md says what each attribute, event, custom property and part does.
(() => {
  const NAME = 'foldline-brief';
  if (customElements.get(NAME)) return;
  const HOME = new URL('.', document.currentScript?.src ?? location.href).href;
  const PATIENCE = 30_000;     // milliseconds until what has not come counts as failed
  const NEAR = '600px';        // from the view: how soon a lazy one is loaded
  const PARTS = { article: 'brief', h1: 'title', '.dek': 'dek', '.meta': 'meta', '.section': 'section', summary: 'summary',
    '.section-body': 'body', '.sources': 'sources', '.more': 'more' };
  // Nothing of the page is inherited but its colour scheme; nothing of it reaches in, not even by `!important`. Of a
  // hundred that have a height, only those in sight are laid out and painted.
  const OUTER = `:host { display: block !important; min-inline-size: min(100%, 15rem); }
    :host([hidden]) { display: none !important; }
    .root, iframe { all: initial; display: block; box-sizing: border-box; inline-size: 100%; color-scheme: inherit; }
    div[tabindex] { overflow: auto; content-visibility: auto; }
    slot:has(+ iframe) { display: block; block-size: 0; }`;

  const policy = globalThis.trustedTypes?.createPolicy('foldline', { createHTML: text => text });
  const sheets = new Map();
  const sheet = css => {
    if (!sheets.has(css)) { const made = new CSSStyleSheet(); made.replaceSync(css); sheets.set(css, made); }
    return sheets.get(css);
  };
  const made = (tag, values) => Object.assign(document.createElement(tag), values);
  const size = value => (/^\d+$/.test(value) ? `${value}px` : value);
  const names = text => text.replaceAll('_', '-').split(/[\s,]+/).filter(Boolean);

  /** The address of a brief's folder, whether given as that or as its page. */
  const folder = src => {
    const url = new URL(src, document.baseURI);
    if (!/^https?:$/.test(url.protocol)) throw new Error(`src is no address of a page: ${src}`);
    if (!/\/[^/]*\.[^/]*$/.test(url.pathname)) url.pathname = url.pathname.replace(/\/?$/, '/');
    return new URL('.', url);
  };

  /** Text of a brief as nodes: whatever could run is taken out, though nothing that could should be in it. */
  function parsed(text, base) {
    const found = new DOMParser().parseFromString(policy?.createHTML(text) ?? text, 'text/html');
    if (!found.querySelector('article.brief')) throw new Error('there is no brief at this address');
    const css = found.querySelector('template')?.content.textContent ?? '';
    for (const each of found.querySelectorAll('script, style, link, meta, base, iframe, object, embed, form, template')) each.remove();
    for (const each of found.body.querySelectorAll('*')) for (const { name, value } of [...each.attributes]) {
      if (/^(src|href)$/.test(name) && value[0] !== '#') {
        const url = URL.parse(value, base);
        if (/^(https?:|mailto:|data:image\/(?!svg))/.test(url)) each.setAttribute(name, url); else each.removeAttribute(name);
      } else if (/^on|^style$|:href/.test(name)) each.removeAttribute(name);
    }
    return { css, content: found.body.childNodes };
  }

  /** Lets a frame of the publisher's site speak, by a port that nobody else has: once it is loaded, and only from that site. */
  const opened = (frame, origin, hear, said) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => hear(data);
    frame.contentWindow?.postMessage(said, origin, [port2]);
  };

  // ---- one Python for all live ones: in a frame of the publisher's site, out of this page's reach

  const users = new Set();
  let python, running;
  function rendered(user, text) {
    users.add(user);
    running ??= new Promise(resolve => {
      python = made('iframe', { src: `${HOME}embed/live.html`, title: 'Foldline', tabIndex: -1, ariaHidden: true, onload: () => resolve(python) });
      python.style.setProperty('display', 'none', 'important');
      document.documentElement.append(python);
    });
    return running.then(frame => new Promise((resolve, reject) => opened(frame, new URL(HOME).origin,
      ({ html, message }) => { if (message) reject(new Error(message)); else resolve(html); }, { foldline: 'render', text })));
  }
  function leave(user) {
    if (users.delete(user) && !users.size) { python.remove(); running = undefined; }
  }

  const near = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) { near.unobserve(target); target.load(); }
  }, { rootMargin: NEAR });

  const ATTRIBUTES = { src: '', sections: null, open: null, theme: 'auto', mode: 'inline', loading: 'lazy', height: null };

  class FoldlineBrief extends HTMLElement {
    static observedAttributes = Object.keys(ATTRIBUTES);
    #root = this.attachShadow({ mode: 'open' });
    #hold = document.createElement('div');       // what has the height
    #box = made('div', { className: 'root' });
    #slot = document.createElement('slot');
    #stop; #shown; #data; #folds = new WeakMap();

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet(OUTER)];
      this.#root.append(this.#hold);
      this.#hold.append(this.#slot);
      this.#root.addEventListener('click', event => this.#clicked(event));
      this.#root.addEventListener('toggle', event => this.#toggled(event.target), true);
    }

    /** The brief itself, as an object or as JSON text; then no `src` is needed, and Python renders it. */
    get brief() { return this.#data ?? null; }
    set brief(data) { this.#data = data; this.#again(); }

    connectedCallback() { this.#again(); }
    disconnectedCallback() { queueMicrotask(() => { if (!this.isConnected) this.#clear(); }); }
    attributeChangedCallback(name, before, now) {
      if (before === now || !this.isConnected) return;
      if (name === 'height' || name === 'theme' && this.mode !== 'frame') this.#look(); else if (name !== 'loading' || now === 'eager') this.#again();
    }

    /** Moved in the document, it stays as it is, but for a frame, which browsers load again. Asked for something else, what
        it shows stays until that has come. */
    #again() {
      if (!this.isConnected) return;
      const wanted = JSON.stringify([...Object.keys(ATTRIBUTES).slice(0, this.mode === 'frame' ? 4 : 3), 'mode'].map(name => this.getAttribute(name)));
      if (this.#shown?.wanted === wanted && this.#shown.data === this.#data && this.#shown.content?.isConnected) return;
      if (this.#box.isConnected && this.mode !== 'frame') this.#stop.abort(); else this.#clear();
      this.#shown = { wanted, data: this.#data };
      if (this.loading === 'eager') this.load(); else near.observe(this);
    }

    #clear() {
      near.unobserve(this);
      this.#stop?.abort();
      leave(this);
      this.#hold.replaceChildren(this.#slot);
      this.#shown = undefined;
      this.#look();
    }

    /** Loads it now, in view or not. */
    async load() {
      near.unobserve(this);
      const stop = this.#stop = new AbortController();
      const late = setTimeout(() => stop.abort(new Error('it did not come in time')), PATIENCE);
      const over = new Promise((_, reject) => stop.signal.addEventListener('abort', () => reject(stop.signal.reason)));
      try {
        const mode = await Promise.race([over, this.#loaded(stop.signal)]);
        if (!stop.signal.aborted) this.#tell('ready', { mode });
      } catch (error) {
        if (this.#stop !== stop || stop.signal.reason?.name === 'AbortError') return;    // removed, or asked for something else
        const shown = this.#shown;
        this.#clear();
        this.#shown = shown;
        this.#tell('error', { message: `The brief can't be shown: ${error.message}` });
      } finally { clearTimeout(late); }
    }

    async #loaded(signal) {
      if (!this.#data && document.readyState === 'loading' && !this.hasAttribute('src')) {
        await new Promise(done => document.addEventListener('DOMContentLoaded', done, { once: true }));
      }
      const data = this.#data ?? this.querySelector(':scope > script[type="application/json"]')?.textContent;
      if (data) return this.#live(typeof data === 'string' ? data : JSON.stringify(data), signal);
      if (!this.hasAttribute('src')) throw new Error('it has neither src nor a brief');
      const home = folder(this.src);
      return this.mode === 'frame' ? this.#frame(home) : this.#inline(home, signal);
    }

    async #inline(home, signal) {
      const response = await fetch(new URL('fragment.html', home), { signal, credentials: 'omit' });
      if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
      if (!/^text\/html\b/.test(response.headers.get('content-type') ?? '')) throw new Error(`${response.url} is no HTML`);
      const text = await response.text();
      if (!signal.aborted) this.#show(text, home);
      return 'inline';
    }

    async #live(text, signal) {
      const html = await rendered(this, text);
      if (!signal.aborted) this.#show(html, document.baseURI);
      return 'live';
    }

    #show(text, base) {
      const { css, content } = parsed(text, base);
      this.#root.adoptedStyleSheets = [sheet(OUTER), sheet(css)];
      this.#box.replaceChildren(...content);
      this.#arrange();
      for (const [selector, name] of Object.entries(PARTS)) for (const each of this.#box.querySelectorAll(selector)) each.part.add(name);
      for (const each of this.#box.querySelectorAll('details')) this.#folds.set(each, each.open);
      this.#shown.content = this.#box;
      this.#hold.replaceChildren(this.#box);
      this.#look();
    }

    /** Only the sections asked for, in that order; unfolded are those asked for, or else those that need no further request. */
    #arrange() {
      const all = [...this.#box.querySelectorAll('.section')];
      if (this.sections !== null) {
        const kept = names(this.sections).map(name => all.find(({ id }) => id === name)).filter(Boolean);
        all[0]?.parentNode.append(...kept);
        for (const each of all) if (!kept.includes(each)) each.remove();
      }
      for (const each of all) {
        if (this.open !== null) each.open = this.open === 'all' || names(this.open).includes(each.id);
        else if (each.querySelector('img')) each.open = false;
      }
    }

    #look() {
      const { theme, height } = this, hold = this.#hold.style;
      hold.colorScheme = /^(light|dark)$/.test(theme) ? theme : '';
      const framed = this.#hold.querySelector('iframe');
      hold.blockSize = framed || !height ? '' : size(height);
      if (hold.blockSize) this.#hold.tabIndex = 0; else this.#hold.removeAttribute('tabindex');    // what scrolls, scrolls by keys
    }

    // ---- in a frame

    #frame(home) {
      const told = new URLSearchParams();
      for (const name of ['sections', 'open']) if (this.hasAttribute(name)) told.set(name, this.getAttribute(name));
      told.set('theme', getComputedStyle(this.#hold).colorScheme.replace('normal', 'light'));    // Chromium tells a frame what the system likes
      const frame = made('iframe', {
        src: `${new URL('frame.html', home)}#${told}`, title: this.textContent.trim() || 'A news brief',
        loading: 'eager', sandbox: 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox',
      });
      frame.style.blockSize = size(this.height ?? 480);
      frame.style.opacity = 0;
      return new Promise(done => {
        const hear = ({ ready, height, section, open }) => {
          if (height > 0) frame.style.blockSize = `${Math.min(height, 1e6)}px`;
          if (section) this.#tell('fold', { section: `${section}`, open: !!open });
          if (ready) { frame.style.opacity = ''; this.#slot.remove(); done('frame'); }
        };
        frame.onload = () => opened(frame, home.origin, hear, { foldline: 'hello' });
        this.#shown.content = frame;
        this.#hold.append(frame);
      });
    }

    // ---- what the reader does

    #clicked(event) {
      const link = event.target.closest?.('a[href^="#"]');
      if (!link) return;
      event.preventDefault();                              // the page's own address stays as it is
      const target = this.#root.getElementById(decodeURIComponent(link.getAttribute('href').slice(1)));
      const section = target?.closest('details');
      if (section) section.open = true;
      target?.scrollIntoView({ block: 'nearest' });
    }

    #toggled(section) {
      if (!section.matches('.section') || this.#folds.get(section) === section.open) return;
      this.#folds.set(section, section.open);
      this.#tell('fold', { section: section.id, open: section.open });
    }

    #tell(name, detail) { this.dispatchEvent(new CustomEvent(`foldline:${name}`, { bubbles: true, detail })); }
  }

  for (const [name, otherwise] of Object.entries(ATTRIBUTES)) Object.defineProperty(FoldlineBrief.prototype, name, {
    get() { return this.getAttribute(name) ?? otherwise; },
    set(value) { if (value === null) this.removeAttribute(name); else this.setAttribute(name, value); },
  });
  customElements.define(NAME, FoldlineBrief);
})();
