import type { Messages } from '../../lib/messages';

export const images: Messages['images'] = { title: 'Imágenes' };
