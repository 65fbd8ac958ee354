import { answerQuestion, type ExpressionQuestion } from './expression-match';

// Only the page that made this worker can send to it.
self.addEventListener('message', ({ data }: MessageEvent<ExpressionQuestion>) => {
  self.postMessage(answerQuestion(data, () => performance.now()));
});
self.postMessage('ready');
