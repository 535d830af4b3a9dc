"""Events in lanes by state, over the years, as surely as sources date them."""

from server.views.timeline.page import TimelinePage, timeline_csv, timeline_page

__all__ = ["TimelinePage", "timeline_csv", "timeline_page"]
