export const volumes = { title: 'Volumes' };
