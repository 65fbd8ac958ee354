import { Layers3 } from 'lucide-react';
import { useMessages } from '../lib/messages';

/** Name and sign; in a narrow window only the sign. */
export const Brand = () => (
  <>
    <Layers3 aria-hidden size={17} className="shrink-0 text-accent" />
    <span className="tracking-tight max-[900px]:sr-only">{useMessages().app.title}</span>
  </>
);
