import type { Messages } from '../../lib/messages';

export const containers: Messages['containers'] = { title: 'Contenedores' };
