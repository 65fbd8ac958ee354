import type { Messages } from '../../lib/messages';

export const engines: Messages['engines'] = { title: 'Motores' };
