// What `foldline serve` puts where a published site has its service worker: one that an earlier site left at this address
// is replaced by this, which forgets what that one kept, goes, and shows its pages anew.
addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of ['site', 'kept']) await caches.delete(`foldline:${name}:${registration.scope}`);
  await registration.unregister();
  for (const page of await clients.matchAll({ type: 'window' })) page.navigate(page.url).catch(() => {});
})()));
