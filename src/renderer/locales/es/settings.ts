import type { Messages } from '../../lib/messages';

export const settings: Messages['settings'] = { title: 'Ajustes' };
