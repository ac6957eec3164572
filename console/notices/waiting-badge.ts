/** Says on the tab, and on the icon of the installed app, how many places wait. */
export function showWaitingBadge(count: number): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')) {
    link.href = count > 0 ? '/icons/favicon-waiting.svg' : '/icons/favicon.svg';
  }
  // Not every browser has it, and one that has may still say no; the tab says it all the same.
  if ('setAppBadge' in navigator) {
    const done = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
    done.catch(() => {});
  }
}
