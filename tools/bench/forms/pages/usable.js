/** Notes when the first control that takes an answer has been painted: milliseconds since the page was asked for. */
export function markUsable(selector) {
  const look = () => {
    if (document.querySelector(selector) === null) requestAnimationFrame(look);
    else requestAnimationFrame(() => setTimeout(() => (window.usableAt = performance.now())));
  };
  look();
}
