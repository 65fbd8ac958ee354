import { PageHeader } from '../../../components/page-header';
import { enginePath, useEngineId } from '../../../lib/engine';
import { useMessages } from '../../../lib/messages';
import { SharingView } from './sharing-view';

/** What the images of an engine share. */
export const SharingPage = () => {
  const engineId = useEngineId();
  const { findings, images } = useMessages();
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        crumbs={[{ label: images.title, href: enginePath(engineId, 'images') }]}
        title={findings.sharing.title}
      />
      <SharingView engineId={engineId} />
    </div>
  );
};
