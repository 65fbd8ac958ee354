import type { Messages } from '../../lib/messages';

export const volumes: Messages['volumes'] = { title: 'Volúmenes' };
