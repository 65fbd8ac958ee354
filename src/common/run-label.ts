/** On a container that took another one's place: the other one's id. */
export const replacesLabel = 'dev.estiba.replaces';
/** On a container whose data was moved: the volume that was made for it. */
export const movedVolumeLabel = 'dev.estiba.moved-volume';
/** On such a volume: the id of the container that the data were in. */
export const movedFromLabel = 'dev.estiba.moved-from';
