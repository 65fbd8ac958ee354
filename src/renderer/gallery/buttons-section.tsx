import { Play, RefreshCw, RotateCw, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/button';
import { ButtonGroup } from '../components/button-group';
import { Badge, Chip } from '../components/chip';
import { CopyButton } from '../components/copy-button';
import { IconButton } from '../components/icon-button';
import { Kbd } from '../components/kbd';
import { Link, TextLink } from '../components/link';
import { SegmentedControl } from '../components/segmented-control';
import { Spinner } from '../components/spinner';
import { StateBadge } from '../components/state-badge';
import { demoStates } from './gallery-data';
import { copyLabels } from './gallery-labels';
import { GallerySection, Row } from './gallery-section';

const variants = ['primary', 'default', 'ghost', 'danger', 'dangerGhost'] as const;
const tones = ['neutral', 'info', 'ok', 'warn', 'bad', 'waste'] as const;

const Buttons = () => (
  <GallerySection title="Buttons">
    <Row>
      {variants.map((variant) => (
        <Button key={variant} variant={variant} icon={variant === 'danger' ? Trash2 : undefined}>
          {variant}
        </Button>
      ))}
    </Row>
    <Row>
      {variants.map((variant) => (
        <Button key={variant} variant={variant} disabled>
          disabled
        </Button>
      ))}
      <Button variant="primary" loading>
        Loading
      </Button>
      <Button loading>Loading</Button>
    </Row>
    <Row>
      <Button size="sm">Small</Button>
      <Button>Medium</Button>
      <Button size="lg" variant="primary" icon={Play}>
        Large
      </Button>
      <Button asChild>
        <a href="#link">A link as a button</a>
      </Button>
      <ButtonGroup label="Container actions">
        <Button icon={Square}>Stop</Button>
        <Button icon={RotateCw}>Restart</Button>
        <Button>More</Button>
      </ButtonGroup>
      <IconButton icon={RefreshCw} label="Refresh" />
      <IconButton icon={RefreshCw} label="Refresh with frame" variant="default" />
      <IconButton icon={Trash2} label="Remove" variant="danger" />
      <IconButton icon={RefreshCw} label="Refreshing" loading />
      <IconButton icon={Play} label="Start" size="sm" disabled />
    </Row>
  </GallerySection>
);

const Small = () => {
  const [order, setOrder] = useState<'top' | 'base'>('top');
  return (
    <GallerySection title="Small parts">
      <Row>
        <SegmentedControl
          label="Order of layers"
          value={order}
          onChange={setOrder}
          options={[
            { value: 'top', label: 'Top first' },
            { value: 'base', label: 'Base first' },
          ]}
        />
        <Link href="#link">A link in a cell</Link>
        <span>
          A sentence with <TextLink href="#link">a link</TextLink> inside.
        </span>
        <Kbd keys="Ctrl K" />
        <CopyButton value="text" labels={copyLabels} />
        <CopyButton value="text" labels={copyLabels} text />
        <Spinner label="Loading" />
      </Row>
      <Row>
        {tones.map((tone) => (
          <Chip key={tone} tone={tone}>
            {tone}
          </Chip>
        ))}
        <Chip mono>linux/amd64</Chip>
        <Chip remove={{ label: 'Remove the filter', onRemove: () => undefined }}>state: running</Chip>
        {tones.map((tone) => (
          <Badge key={tone} tone={tone}>
            12
          </Badge>
        ))}
      </Row>
      <Row>
        {Object.values(demoStates).map((look) => (
          <StateBadge key={look.label} {...look} />
        ))}
      </Row>
      <Row>
        {Object.values(demoStates).map((look) => (
          <StateBadge key={look.label} {...look} look="pill" />
        ))}
      </Row>
    </GallerySection>
  );
};

export const ButtonsSection = () => (
  <>
    <Buttons />
    <Small />
  </>
);
