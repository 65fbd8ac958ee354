/** Attribute of a menu: id of the element that had the focus before it, when that is not its trigger. */
export const focusHomeAttribute = 'data-focus-home';

const homeOfMenu = (menu: Element): HTMLElement | undefined => {
  const id = menu.getAttribute(focusHomeAttribute) ?? menu.getAttribute('aria-labelledby');
  return (id === null ? undefined : document.getElementById(id)) ?? undefined;
};

/**
 * Where the focus goes back to when what was opened from an element is closed again. An entry of a menu is gone by then,
 * so its home is what the menu was opened from; for a sub-menu, what its menu was opened from.
 */
export const focusHomeOf = (element: Element | null): HTMLElement | undefined => {
  const menu = element?.closest('[role=menu]');
  if (menu) return focusHomeOf(homeOfMenu(menu) ?? null);
  return element instanceof HTMLElement && element !== document.body ? element : undefined;
};
