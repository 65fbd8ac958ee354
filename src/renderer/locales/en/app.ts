export const app = { title: 'Estiba' };
