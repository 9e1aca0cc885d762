// Page of the checkout, added by boot.js when the page has nothing to do: says where the code in app/ is not what the snapshot
// was made from, which the page has started from. `foldline serve` writes the digests beside the snapshot.
(async () => {
  const { snapshot } = JSON.parse(String(document.getElementById('foldline-page')?.textContent));
  if (!globalThis.crypto?.subtle || !globalThis.foldlineInterpreter) return;  // no secure context; no start from a snapshot
  const found = await fetch(new URL('checkout.json', new URL(snapshot.interpreter, document.baseURI)), { cache: 'no-cache' });
  if (!found.ok) return;
  for (const [name, digest] of Object.entries(await found.json())) {
    const file = await fetch(name, { cache: 'no-cache' });
    const now = [...new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))].map(byte => byte.toString(16).padStart(2, '0')).join('');
    if (file.ok && now === digest) continue;
    const line = Object.assign(document.createElement('p'), { className: 'alert', textContent: globalThis.foldlineWords('boot.stale', { name }) });
    line.setAttribute('role', 'alert');
    document.getElementById('page')?.before(line);
    return;
  }
})().catch(error => console.warn('the code could not be compared with the snapshot:', error));
