/** Whether the main modifier is Command. */
export const isMac = /^Mac/.test(navigator.platform);
