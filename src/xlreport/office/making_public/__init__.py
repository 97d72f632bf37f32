"""A report on its way to the public: drafted from the sums, published, and a published one held against its return."""
