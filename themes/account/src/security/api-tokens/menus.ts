/**
 * Menus of a dialog are appended beside the dialog's box: in its body they would be cut off, outside the dialog the
 * keyboard could not reach them.
 */
export const besideDialog = (element: HTMLElement | null) => (): HTMLElement =>
  element?.closest<HTMLElement>(".pf-v5-l-bullseye") ?? document.body;

/** Whether Escape closes an open menu; it must not close the dialog around it too. */
export const hasOpenMenu = (element: HTMLElement | null) =>
  !!element?.querySelector(".pf-v5-c-menu-toggle.pf-m-expanded");
