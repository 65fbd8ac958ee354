import type { LucideIcon } from 'lucide-react';

/** The icon component that every part takes: a named import of lucide-react, drawn at the size the part sets. */
export type Icon = LucideIcon;
