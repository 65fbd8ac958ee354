/**
 * Keeps aria-activedescendant of a cmdk list on the option that is really selected: after typing, cmdk 1.1 leaves it on
 * the previous one, which the filter may have removed. To be used as a ref of the Command element.
 */
export const keepActiveDescendant = (root: HTMLElement | null): (() => void) | undefined => {
  if (!root) return undefined;
  const sync = (): void => {
    const id = root.querySelector('[cmdk-item][aria-selected=true]')?.id;
    for (const element of root.querySelectorAll('[cmdk-input], [cmdk-list]')) {
      if (id === undefined) element.removeAttribute('aria-activedescendant');
      else if (element.getAttribute('aria-activedescendant') !== id)
        element.setAttribute('aria-activedescendant', id);
    }
  };
  const observer = new MutationObserver(sync);
  observer.observe(root, {
    subtree: true,
    childList: true,
    attributeFilter: ['aria-selected', 'aria-activedescendant'],
  });
  return () => observer.disconnect();
};
