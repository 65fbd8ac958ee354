export const containers = { title: 'Containers' };
