import { PageHeader } from '../../components/page-header';
import { useMessages } from '../../lib/messages';
import { AboutCard } from './about-card';
import { ChangesCard } from './changes-card';
import { DesktopCard } from './desktop-card';
import { GeneralCard } from './general-card';
import { LayersCard } from './layers-card';
import { TablesCard } from './tables-card';

/** How Estiba looks and behaves; every change takes effect at once. */
export const SettingsPage = () => {
  const { settings } = useMessages();
  return (
    <>
      <PageHeader title={settings.title} />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex max-w-190 flex-col gap-3 p-4">
          <GeneralCard />
          <DesktopCard />
          <LayersCard />
          <ChangesCard />
          <TablesCard />
          <AboutCard />
        </div>
      </div>
    </>
  );
};
