import type { Messages } from '../../lib/messages';

export const overview: Messages['overview'] = { title: 'Resumen' };
