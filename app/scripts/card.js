// Page of a brief, once a reader asks for a picture of selected words (passing.js loads it); packed files from the start: draws the
// words with who said them, their day, source and check, and saves or shares the picture. Nothing leaves the page.
(() => {
  const WIDTH = 1200, EDGE = 90, RULE = 10, LEAST = 630, MOST = 1600;  // pixels
  const SIZES = [64, 54, 46, 38, 32], LINE = 1.32;  // of the words, the first that fits
  const LONGEST = 900;  // characters
  /** @param {string} key @param {Record<string, string>} [values] */
  const words = (key, values) => globalThis.foldlineWords(key, values);

  /** Returns a text in lines no wider than a width. @param {CanvasRenderingContext2D} context @param {string} text @param {number} width */
  const linesOf = (context, text, width) => text.split('\n').flatMap(block => {
    const lines = [''];
    for (const word of block.split(' ')) {
      const last = lines.length - 1, longer = lines[last] ? `${lines[last]} ${word}` : word;
      if (context.measureText(longer).width <= width) { lines[last] = longer; continue; }
      if (lines[last]) lines.push('');
      for (const letter of word) {  // a word wider than the picture, or a script without blanks
        if (context.measureText(lines[lines.length - 1] + letter).width > width) lines.push('');
        lines[lines.length - 1] += letter;
      }
    }
    return lines;
  });

  /** @param {HTMLCanvasElement} canvas @param {CardText} card */
  const draw = (canvas, card) => {
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const style = getComputedStyle(document.body);
    /** @param {string} name */
    const colour = name => {  // as the page has it now: light, sepia or dark
      const probe = document.createElement('i');
      probe.style.color = `var(${name})`;
      document.body.append(probe);
      const found = getComputedStyle(probe).color;
      probe.remove();
      return found;
    };
    const [serif, sans] = ['--fl-serif', '--fl-sans'].map(name => style.getPropertyValue(name) || 'serif');
    const room = WIDTH - 2 * EDGE, ink = colour('--fl-ink'), soft = colour('--fl-soft'), accent = colour('--fl-accent');
    const text = card.text.length > LONGEST ? `${card.text.slice(0, LONGEST).replace(/\s+\S*$/, '')} …` : card.text;
    const source = card.sources.join(', ');
    const said = [card.speaker, card.speaker ? card.occasion : ''].filter(Boolean).join(', ');
    /** @type {{ text: string, font: string, size: number, colour: string, gap: number }[]} */
    const below = [
      { text: said, font: `650 SIZE ${sans}`, size: 34, colour: ink, gap: 34 },
      { text: source && words('card.source', { source }), font: `400 SIZE ${sans}`, size: 26, colour: soft, gap: 14 },
      { text: card.check, font: `400 SIZE ${sans}`, size: 26, colour: soft, gap: 14 },
      { text: card.title, font: `600 SIZE ${serif}`, size: 28, colour: ink, gap: 54 },
      { text: [card.publisher, card.date].filter(Boolean).join(' · '), font: `400 SIZE ${sans}`, size: 24, colour: soft, gap: 10 },
    ].filter(each => each.text);
    /** @param {string} font @param {number} size */
    const use = (font, size) => { context.font = font.replace('SIZE', `${size}px`); };
    const quoted = words('card.words', { text });
    /** Returns what is drawn, with the place of each line, and the height. @param {number} size */
    const placed = size => {
      /** @type {{ text: string, font: string, size: number, colour: string, y: number }[]} */
      const lines = [];
      let y = EDGE;
      for (const each of [{ text: quoted, font: `500 SIZE ${serif}`, size, colour: ink, gap: 0 }, ...below]) {
        y += each.gap;
        use(each.font, each.size);
        for (const line of linesOf(context, each.text, room)) {
          y += each.size * LINE;
          lines.push({ ...each, text: line, y });
        }
      }
      return { lines, height: Math.ceil(y + EDGE) };
    };
    const drawn = SIZES.map(placed).find(({ height }) => height <= WIDTH) ?? placed(SIZES[SIZES.length - 1]);
    canvas.width = WIDTH;
    canvas.height = Math.min(Math.max(drawn.height, LEAST), MOST);
    const rtl = card.direction === 'rtl', down = Math.max(0, (canvas.height - drawn.height) / 2);
    context.fillStyle = colour('--fl-paper');
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = accent;
    context.fillRect(rtl ? WIDTH - RULE : 0, 0, RULE, canvas.height);
    context.direction = rtl ? 'rtl' : 'ltr';
    context.textAlign = 'start';
    for (const { text: line, font, size, colour: fill, y } of drawn.lines) {
      use(font, size);
      context.fillStyle = fill;
      context.fillText(line, rtl ? WIDTH - EDGE : EDGE, down + y);
    }
    return [quoted, ...below.map(each => each.text)].join('\n');
  };

  globalThis.foldlineCard = card => {
    const dialog = document.createElement('dialog'), head = document.createElement('div'), title = document.createElement('h2');
    const canvas = document.createElement('canvas'), row = document.createElement('p');
    /** @param {string} label @param {() => void} act */
    const button = (label, act) => {
      const made = document.createElement('button');
      made.type = 'button';
      made.textContent = label;
      made.addEventListener('click', act);
      return made;
    };
    /** @param {(file: File) => void} use */
    const asFile = use => canvas.toBlob(blob => { if (blob) use(new File([blob], 'quotation.png', { type: 'image/png' })); }, 'image/png');
    dialog.className = 'panel card';
    title.textContent = words('card.title');
    title.id = 'card-title';
    dialog.setAttribute('aria-labelledby', title.id);
    head.className = 'panel-head';
    head.append(title, button(words('card.close'), () => dialog.close()));
    canvas.setAttribute('role', 'img');
    row.append(button(words('card.save'), () => asFile(file => {
      const address = URL.createObjectURL(file);
      Object.assign(document.createElement('a'), { href: address, download: file.name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    })));
    if (navigator.canShare?.({ files: [new File([], 'quotation.png', { type: 'image/png' })] })) {
      row.append(' ', button(words('card.share'), () => asFile(file => { navigator.share({ files: [file], title: card.title }).catch(() => undefined); })));
    }
    dialog.append(head, canvas, row);
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    canvas.setAttribute('aria-label', draw(canvas, card));
    document.fonts.ready.then(() => { draw(canvas, card); });  // a face that came with the first drawing
  };
})();
