import type { Messages } from '../../lib/messages';

export const networks: Messages['networks'] = { title: 'Redes' };
