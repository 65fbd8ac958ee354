import type { Messages } from '../../lib/messages';

export const activity: Messages['activity'] = { title: 'Actividad' };
