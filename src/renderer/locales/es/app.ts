import type { Messages } from '../../lib/messages';

export const app: Messages['app'] = { title: 'Estiba' };
