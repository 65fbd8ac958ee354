/** On a container that took another one's place: the other one's id. */
export const replacesLabel = 'dev.estiba.replaces';
