export const networks = { title: 'Networks' };
