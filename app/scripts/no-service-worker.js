// Service worker, where a site has none (`foldline serve`): replaces one that an earlier site left at this address, deletes
// what that one kept, unregisters itself, and loads its pages again.
(() => {
  const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  scope.addEventListener('install', () => scope.skipWaiting());
  scope.addEventListener('activate', event => event.waitUntil((async () => {
    for (const name of ['site', 'kept']) await caches.delete(`foldline:${name}:${scope.registration.scope}`);
    await scope.registration.unregister();
    for (const page of await scope.clients.matchAll({ type: 'window' })) page.navigate(page.url).catch(() => {});
  })()));
})();
