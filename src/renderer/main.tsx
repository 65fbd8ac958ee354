import './styles/index.css';
import { startPage } from './app/start-page';

void startPage();
