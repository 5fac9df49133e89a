"""What if? Each question is one module with one public function; what it returns is a frozen :class:`Answer`."""
