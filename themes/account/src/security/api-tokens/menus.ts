/**
 * Menus of a dialog belong into the dialog, else neither keyboard nor screen readers reach them; but not into its body,
 * where they would be cut off.
 */
export const dialogAround = (element: HTMLElement | null): HTMLElement =>
  element?.closest<HTMLElement>("[role=dialog]") ?? document.body;

/** Whether Escape closes an open menu; it must not close the dialog around it too. */
export const hasOpenMenu = (element: HTMLElement | null) =>
  !!element?.querySelector(".pf-v5-c-menu-toggle.pf-m-expanded");
