import { createContext, useContext } from 'react';
import type { DesktopClient } from '../lib/desktop-bridge';

const DesktopContext = createContext<DesktopClient | undefined>(undefined);
export const DesktopProvider = DesktopContext.Provider;

/** The main process of a desktop window; undefined in a browser. */
export function useDesktop(): DesktopClient | undefined {
  return useContext(DesktopContext);
}
