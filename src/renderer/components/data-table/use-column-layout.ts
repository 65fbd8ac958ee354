import { useState } from 'react';
import { initialLayout } from './column-layout';
import type { ColumnLayout, DataColumn } from './types';

/** Column layout kept in memory, for a page that does not store it. */
export const useColumnLayout = <Row>(columns: readonly DataColumn<Row>[]) =>
  useState<ColumnLayout>(() => initialLayout(columns));
