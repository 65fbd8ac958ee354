export const images = { title: 'Images' };
